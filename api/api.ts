/** The request API's one entry: puts its routes, its documentation and its jobs on a server that the hall made. */
import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { Api, ApiDeps, Scope } from './deps.ts';
import { createNotifier } from './jobs/notify.ts';
import { createSweeper } from './jobs/sweep.ts';
import { guard } from './plugins/auth.ts';
import { limit } from './plugins/limits.ts';
import { mountMetrics } from './plugins/metrics.ts';
import { describeApi } from './plugins/openapi.ts';
import { validatorCompiler } from './plugins/validation.ts';
import { mountActions } from './routes/actions.ts';
import { mountAttachments } from './routes/attachments.ts';
import { mountCalls } from './routes/calls.ts';
import { mountCards } from './routes/cards.ts';
import { mountCatalog } from './routes/catalog.ts';
import { mountChannels } from './routes/channels.ts';
import { mountClassify } from './routes/classify.ts';
import { mountDesk } from './routes/desk.ts';
import { mountDeskFeed } from './routes/desk-feed.ts';
import { mountDuplicates } from './routes/duplicates.ts';
import { mountHealth } from './routes/health.ts';
import { mountOutbox } from './routes/outbox.ts';
import { mountProofs } from './routes/proofs.ts';
import { mountRating } from './routes/rating.ts';
import { mountReclassify } from './routes/reclassify.ts';
import { mountRequests } from './routes/requests.ts';
import { mountSession, mountSignIn } from './routes/sign-in.ts';
import { mountStatus } from './routes/status.ts';
import { keepPolicy } from './store/current.ts';
import { createVault } from './store/vault.ts';

async function mountRoutes(scope: Scope, api: Api): Promise<void> {
  scope.removeContentTypeParser('text/plain');
  scope.setValidatorCompiler(validatorCompiler);
  scope.setSerializerCompiler(() => JSON.stringify);
  await scope.register(cookie);
  guard(scope, api);
  await limit(scope, api.publicLimit);
  mountRequests(scope, api);
  mountReclassify(scope, api);
  mountActions(scope, api);
  mountRating(scope, api);
  mountDuplicates(scope, api);
  // In a scope of its own: elsewhere multipart is not a body.
  await scope.register((files: Scope) => mountAttachments(files, api));
  mountStatus(scope, api);
  mountProofs(scope, api);
  mountClassify(scope, api);
  mountCatalog(scope, api);
  mountChannels(scope, api);
  if (api.outbox) mountOutbox(scope, api.outbox);
  if (api.calls) mountCalls(scope, api, api.calls);
  if (api.findCard) mountCards(scope, api.findCard);
  mountSession(scope, api);
  if (api.desk) mountDesk(scope, api, api.desk);
  if (api.desk) mountDeskFeed(scope, api, api.desk);
}

/** `mountErrors` of plugins/errors.ts must have been called on the server before. */
export async function mountApi(server: FastifyInstance, deps: ApiDeps): Promise<void> {
  const vault = createVault(deps.dataKey, deps.random);
  const notifier = createNotifier({ db: deps.db, vault, now: deps.now, tell: deps.tell, log: server.log });
  const sweeper = createSweeper({ db: deps.db, now: deps.now, log: server.log });
  const figures = mountMetrics(server, deps.registry);
  const api: Api = { ...deps, vault, figures, policy: keepPolicy(deps), announce: () => notifier.look() };
  mountHealth(server, api);
  await server.register(async (documented) => {
    await describeApi(documented, deps);
    await documented.register((scope: Scope) => mountRoutes(scope, api));
  });
  await server.register((scope: Scope) => mountSignIn(scope, api));
  server.addHook('onReady', async () => {
    notifier.start();
    sweeper.start();
  });
  server.addHook('onClose', async () => {
    await notifier.stop();
    await sweeper.stop();
  });
}
