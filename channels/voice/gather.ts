/** The telephone by `<Gather>`: each thing heard is posted here, and what the caller hears next is the answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../api/contract/problem.ts';
import type { OutboundBody } from '../channel.ts';
import type { Calls } from '../store/calls.ts';
import { onlyTwilio, type Parameters, type Signing } from '../twilio-signature.ts';
import { CHANNEL, conversationOf } from './caller.ts';
import { type CallTurn, callerIn, decodeTurn, endedIn } from './decode.ts';
import { type Handoff, handoffIn } from './frames.ts';
import { pressed } from './keys.ts';
import type { Script } from './script.ts';
import type { Said, Talk } from './talk.ts';
import { silence } from './twiml.ts';

/** Twilio waits 15 seconds; what is not ready by then is asked for again, while the caller holds the line. */
const READY_WITHIN_MS = 8000;
/** A reply that does not come within so many rounds will not. */
const MOST_WAITS = 5;
const LARGEST_FORM = 64 * 1024;

export interface GatherDeps {
  readonly signing: Signing;
  readonly talk: Talk;
  readonly script: Script;
  readonly calls: Calls;
  readonly now: () => Date;
  /** Instead of gathering, where the words travel over a socket. */
  readonly connect?: string;
  readonly readyWithinMs?: number;
}

const send = (reply: FastifyReply, twiml: string) => reply.type('text/xml; charset=utf-8').send(twiml);

export async function gatherRoutes(server: FastifyInstance, deps: GatherDeps): Promise<void> {
  const { talk, script, calls, now, readyWithinMs = READY_WITHIN_MS } = deps;

  const langOf = async (turn: CallTurn) => (await talk.last(turn.caller)).at(-1)?.lang ?? 'ar';

  /** What to say to a turn; `said` undefined: these words were never brought. */
  const answer = async (turn: CallTurn, said: Said | undefined): Promise<string> => {
    const { caller, place } = turn;
    const next = place.turn + 1;
    if (said?.kind === 'ready') return script.replies(said.bodies, next, place.turn === 0, caller.phone !== undefined);
    if (said?.kind === 'later' && place.waited < MOST_WAITS) return script.wait(await langOf(turn), place);
    if (said?.kind === 'later') return script.failed(await langOf(turn), { ...place, turn: next });
    return script.again(await talk.last(caller), { turn: next, silent: 0, waited: 0 });
  };

  const pickedUp = async (turn: CallTurn): Promise<string> => {
    const { caller } = turn;
    const known = { id: caller.callSid, source: CHANNEL, conversationId: conversationOf(caller) };
    await calls.begin({ ...known, ...(caller.phone !== undefined && { caller: caller.phone }) }, now());
    if (deps.connect !== undefined) return deps.connect;
    const said = await talk.open(caller, readyWithinMs);
    if (said.kind !== 'nothing') return answer(turn, said);
    // They were here before: what was open is taken up, else they are greeted.
    const last = await talk.last(caller);
    const open = last.at(-1)?.inputHint === 'expectingInput';
    const place = { turn: 1, silent: 0, waited: 0 };
    return open ? script.again(last, place, 'call_again') : script.again(greeted(last), place);
  };

  /** The language they spoke last time, and nothing else of it. */
  const greeted = (last: readonly OutboundBody[]): OutboundBody[] => {
    const lang = last.at(-1)?.lang ?? 'ar';
    return [script.greeting(lang)];
  };

  const heard = async (turn: CallTurn): Promise<string> => {
    const { caller, place, speech, keys } = turn;
    const last = await talk.last(caller);
    if (keys === '') return answer(turn, await talk.say(caller, `${place.turn}`, speech, readyWithinMs));
    const key = pressed(keys, last.at(-1), caller);
    if (key.kind === 'repeat') return script.again(last, place);
    return answer(turn, await talk.say(caller, `${place.turn}`, key.text, readyWithinMs));
  };

  const onDialled = async (turn: CallTurn, status: string): Promise<string> => {
    if (status === 'completed') return script.goodbye({ kind: 'goodbye', word: 'goodbye' }, await langOf(turn));
    const last = (await talk.last(turn.caller)).filter(({ sawt }) => sawt?.notice === undefined);
    return script.again(last, turn.place, 'call_nobody_answered');
  };

  /** The socket ended. Where it broke, the call goes on here as if nothing had been. */
  const onRelayed = async (turn: CallTurn, handoff: Handoff | undefined): Promise<string> => {
    const lang = await langOf(turn);
    const { reason, reference } = handoff ?? {};
    if (reason === 'goodbye') {
      const word = reference === undefined ? 'call_goodbye' : 'call_goodbye_filed';
      return script.goodbye({ kind: 'goodbye', word, ...(reference !== undefined && { reference }) }, lang);
    }
    const dialling = reason === 'agent' ? script.toAgent(lang, turn.place.turn) : undefined;
    return dialling ?? script.again(await talk.last(turn.caller), turn.place);
  };

  const answerTo = async (turn: CallTurn): Promise<string> => {
    const { caller, place, speech, keys, dialled, relay, ended } = turn;
    if (ended !== undefined) {
      await calls.end(caller.callSid, ended, now());
      return silence();
    }
    if (dialled !== undefined) return onDialled(turn, dialled);
    if (relay !== undefined) return onRelayed(turn, handoffIn(relay.handoff));
    if (place.waited > 0) return answer(turn, await talk.repliesTo(caller, `${place.turn}`, readyWithinMs));
    if (place.turn === 0) return pickedUp(turn);
    if (speech === '' && keys === '') return script.silence(await talk.last(caller), place);
    return heard(turn);
  };

  const onCall = async (request: FastifyRequest, reply: FastifyReply) => {
    const turn = decodeTurn(request.body as Parameters, request.query as Readonly<Record<string, unknown>>);
    try {
      return send(reply, await answerTo(turn));
    } catch (error) {
      // An error page would end the call: the caller is told, and says it again.
      if (!(error instanceof ProblemError) || !AWAY.includes(error.code)) throw error;
      return send(reply, script.failed('ar', { ...turn.place, turn: Math.max(1, turn.place.turn) }));
    }
  };

  const onStatus = async (request: FastifyRequest, reply: FastifyReply) => {
    const parameters = request.body as Parameters;
    const ended = endedIn(parameters);
    if (ended !== undefined) await calls.end(callerIn(parameters).callSid, ended, now());
    return reply.code(204).send();
  };

  await server.register(async (scope) => {
    onlyTwilio(scope, deps.signing);
    const options = { bodyLimit: LARGEST_FORM, schema: { hide: true } };
    scope.post('/webhooks/twilio/voice', options, onCall);
    scope.post('/webhooks/twilio/voice/status', options, onStatus);
  });
}

const AWAY: readonly string[] = ['not_kept', 'unavailable'];
