/** The whole product listening on loopback, and the officer's side of it: every call goes through a real socket. */
import { randomUUID } from 'node:crypto';
import { type App, buildApp } from '../../app.ts';
import { ADMIN_KEY, settings } from '../house-app.ts';
import { freshDatabase } from '../services/fresh-database.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any body
  readonly body: any;
}

async function call(url: string, { key, body }: { key?: string; body?: object } = {}): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const answer = await fetch(url, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
  return { status: answer.status, body: await answer.json() };
}

export interface Office {
  request(reference: string): Promise<Answer>;
  events(reference: string): Promise<Answer>;
  /** References of all requests (the tests file few). */
  filed(): Promise<readonly string[]>;
  act(reference: string, action: string, body: object): Promise<Answer>;
}

export const officeAt = (url: string, key = ADMIN_KEY): Office => ({
  request: (reference) => call(`${url}/v1/requests/${reference}`, { key }),
  events: (reference) => call(`${url}/v1/requests/${reference}/events`, { key }),
  filed: async () => {
    const { body } = await call(`${url}/v1/requests?limit=100`, { key });
    return body.items.map((item: { reference: string }) => item.reference);
  },
  act: (reference, action, body) => call(`${url}/v1/requests/${reference}/actions/${action}`, { key, body }),
});

/** What our own widget, and a page of the portal, is given without any secret. */
export const widgetToken = async (url: string): Promise<string> =>
  (await call(`${url}/v1/webchat/token`, { body: {} })).body.token;

export interface Standing {
  readonly app: App;
  readonly url: string;
  readonly line: string;
  readonly office: Office;
  close(): Promise<void>;
}

interface Options {
  readonly now?: () => Date;
  /** A folder with the built widget and pages. */
  readonly built?: string;
}

export async function openProduct({ now, built }: Options = {}): Promise<Standing> {
  const database = await freshDatabase();
  const config = settings(database.url);
  const folders = built === undefined ? config.folders : { ...config.folders, built };
  const app = await buildApp({ ...config, folders }, now === undefined ? {} : { now });
  const url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  return {
    app,
    url,
    line: `${url}/directline/v3/directline`,
    office: officeAt(url),
    async close() {
      await app.close();
      await database.close();
    },
  };
}
