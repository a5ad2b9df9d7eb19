/** Answers of the main calls against Microsoft's own description of Direct Line 3.0. */
import { readFileSync } from 'node:fs';
import Schema from 'typebox/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { begin, call } from './client.ts';
import { type EchoServer, SECRET, startEcho } from './echo-server.ts';

const file = new URL('../fixtures/directline-3.0.swagger.json', import.meta.url);
const spec = JSON.parse(readFileSync(file, 'utf8'));

/** The description writes "object" where any JSON is meant (an action's value), and knows no null. */
const loosened = (schema: unknown): unknown => {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(loosened);
  const entries = Object.entries(schema);
  if (entries.every(([name]) => ['type', 'description'].includes(name)) && 'type' in schema && schema.type === 'object')
    return {};
  return Object.fromEntries(entries.map(([name, value]) => [name, loosened(value)]));
};
const definitions = loosened(spec.definitions) as Record<string, object>;
const faults = (name: string, value: unknown) => {
  const [, errors] = Schema.Errors({ ...definitions[name], definitions }, value);
  return errors;
};

let database: FreshDatabase;
let echo: EchoServer;
beforeAll(async () => {
  database = await freshDatabase();
  echo = await startEcho(database.db);
});
afterAll(async () => {
  await echo?.close();
  await database?.close();
});

test('the check itself can fail', () => {
  expect(faults('Conversation', { expires_in: 'soon' })).not.toEqual([]);
  expect(faults('ActivitySet', { activities: [{ type: 5 }], watermark: '1' })).not.toEqual([]);
});

test('every status and body is described', async () => {
  const { conversationId, token } = await begin(echo.directLine, 'dl_spec');
  const one = `/conversations/${conversationId}`;
  const file = { contentType: 'text/plain', contentUrl: 'data:text/plain,x', name: 'x.txt' };
  const activity = {
    type: 'message',
    text: 'نص',
    attachments: [file],
    channelData: { clientActivityID: '1' },
    value: 'v',
  };
  await call(`${echo.directLine}${one}/activities`, { token, body: activity });
  const calls = [
    [
      'Conversation',
      '/tokens/generate',
      await call(`${echo.directLine}/tokens/generate`, { token: SECRET, method: 'POST' }),
    ],
    ['Conversation', '/tokens/refresh', await call(`${echo.directLine}/tokens/refresh`, { token, method: 'POST' })],
    ['Conversation', '/conversations', await call(`${echo.directLine}/conversations`, { token, method: 'POST' })],
    ['Conversation', '/conversations/{conversationId}', await call(`${echo.directLine}${one}`, { token })],
    [
      'ActivitySet',
      '/conversations/{conversationId}/activities',
      await call(`${echo.directLine}${one}/activities`, { token }),
    ],
    [
      'ResourceResponse',
      '/conversations/{conversationId}/activities',
      await call(`${echo.directLine}${one}/activities`, { token, body: activity }),
    ],
    ['ErrorResponse', '/conversations', await call(`${echo.directLine}/conversations`, { method: 'POST' })],
  ] as const;
  for (const [name, path, { status, body }] of calls) {
    expect([path, faults(name, body)]).toEqual([path, []]);
    const described = Object.values<{ responses: object }>(spec.paths[`/v3/directline${path}`]).flatMap(
      ({ responses }) => Object.keys(responses),
    );
    expect(described).toContain(String(status));
  }
  expect(calls[4][2].body.activities.length).toBeGreaterThan(2);
});
