/** OpenAPI 3.1 of the request API, made from the schemas that validate; readable at /docs. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { Scope } from '../deps.ts';
import { describeRoute } from './described.ts';

/** The page brings its own policy: its own scripts only, and no upgrade to https where there is none. */
const POLICY =
  "default-src 'self'; base-uri 'self'; frame-ancestors 'none'; img-src 'self' data:; object-src 'none'; " +
  "script-src 'self'; style-src 'self' 'unsafe-inline'";

export async function describeApi(scope: Scope, { publicUrl, version }: { publicUrl: string | null; version: string }) {
  await scope.register(swagger, {
    transform: ({ schema, url, route }) => describeRoute({ schema, url, route }),
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sawt request API',
        version,
        description:
          'Citizens’ requests about government services in Jordan: file, follow, answer, rate. Errors are ' +
          'application/problem+json (RFC 9457) with Arabic and English details. Times are ISO 8601 with +03:00.',
      },
      servers: [{ url: publicUrl ?? '/' }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
  });
  await scope.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: () => POLICY,
  });
  scope.get('/openapi.json', { schema: { hide: true } }, async () => scope.swagger());
}
