/**
 * The Bot Framework's own adapter, loaded when it is first needed: it takes longer than the whole rest of a start. It alone
 * decides who may speak to us, and carries what we say back.
 */
import type { ConversationReference } from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Reply } from './encode.ts';

export interface AdapterSettings {
  readonly appId: string;
  readonly password: string;
  /** Where Azure's keys are read and who issues its tokens; Azure's own when left out. All or none. */
  readonly authority?: Authority;
}

export interface Authority {
  readonly issuer: string;
  readonly metadata: string;
  readonly login: string;
  /** In place of Azure's sign-in, for what we send. */
  readonly credentials: ServiceClientCredentialsFactory;
}

export interface Adapter {
  /** Resolves when the token is good, with where to answer. Throws when it is not. */
  admit(
    authorization: string,
    activity: object,
    logic: (reference: Partial<ConversationReference>) => Promise<void>,
  ): Promise<void>;
  send(reference: Partial<ConversationReference>, reply: Reply): Promise<string | undefined>;
}

const AZURE = 'https://api.botframework.com';
const METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const LOGIN = 'https://login.microsoftonline.com/botframework.com';
const EMULATOR = 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration';

export async function openAdapter({ appId, password, authority }: AdapterSettings): Promise<Adapter> {
  const { CloudAdapter, TurnContext } = await import('botbuilder');
  const { AuthenticationConfiguration, BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory } =
    await import('botframework-connector');
  const metadata = authority?.metadata ?? METADATA;
  const credentials = authority?.credentials ?? new PasswordServiceClientCredentialFactory(appId, password);
  const authentication = BotFrameworkAuthenticationFactory.create(
    '',
    true,
    authority?.login ?? LOGIN,
    AZURE,
    authority?.issuer ?? AZURE,
    'https://token.botframework.com',
    metadata,
    authority?.metadata ?? EMULATOR,
    '',
    credentials,
    new AuthenticationConfiguration(),
  );
  const adapter = new CloudAdapter(authentication);
  return {
    async admit(authorization, activity, logic) {
      // Its type wants every optional field; the adapter reads what is there.
      await adapter.processActivityDirect(authorization, activity as never, async (context) => {
        await logic(TurnContext.getConversationReference(context.activity));
      });
    },
    async send(reference, reply) {
      let id: string | undefined;
      await adapter.continueConversationAsync(appId, reference, async (context) => {
        id = (await context.sendActivity(reply as never))?.id;
      });
      return id;
    },
  };
}
