/**
 * Runs once around all tests: starts servers only when a test asks for one, stops every one at the end.
 * Test workers ask over loopback, since a server must belong to the run and not to the worker that asked first.
 */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { TestProject } from 'vitest/node';
import { provision } from './binaries.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { makeTemplate } from './template.ts';

type End = () => Promise<void>;

/** Started at the first question, the same answer for everybody. */
const onDemand = (start: () => Promise<{ answer: unknown; end: End }>, ends: End[]) => {
  let started: Promise<unknown> | null = null;
  return () => {
    started ??= start().then(({ answer, end }) => {
      ends.push(end);
      return answer;
    });
    return started;
  };
};

async function postgres() {
  const given = process.env.TEST_DATABASE_URL;
  const server = given === undefined ? await startPostgres() : null;
  const url = given ?? server?.url ?? '';
  const template = await makeTemplate(url);
  return {
    answer: { url, template: template.name },
    end: async () => {
      await template.drop();
      await server?.remove();
    },
  };
}

async function redis() {
  const given = process.env.TEST_REDIS_URL;
  const server = given === undefined ? await startRedis() : null;
  return { answer: { url: given ?? server?.url }, end: async () => server?.stop() };
}

const reply = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

export default async function setup(project: TestProject) {
  provision();
  const ends: End[] = [];
  const offers: Record<string, () => Promise<unknown>> = {
    '/postgres': onDemand(postgres, ends),
    '/redis': onDemand(redis, ends),
  };
  const answer = async (path: string, response: ServerResponse) => {
    const offer = offers[path];
    if (offer === undefined) return reply(response, 404, { error: `nothing at ${path}` });
    return offer().then(
      (found) => reply(response, 200, found),
      (error: unknown) => reply(response, 500, { error: String(error) }),
    );
  };
  const desk = createServer((request, response) => void answer(request.url ?? '', response));
  desk.listen(0, '127.0.0.1');
  await once(desk, 'listening');
  const address = desk.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  project.provide('desk', `http://127.0.0.1:${address.port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    for (const end of ends) await end();
  };
}
