/** PostgreSQL crashes while requests are being filed: what was said about each filing must be true. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../../api/store/database.ts';
import { seedPolicy } from '../../../api/store/seed.ts';
import { migrate } from '../../../migrations/migrate.ts';
import { type PrivatePostgres, startPostgres } from '../../services/postgres.ts';
import { type Answer, type Served, serve } from '../served.ts';

let postgres: PrivatePostgres;
let db: ReturnType<typeof openPostgres>;
let api: Served;

beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
  db = openPostgres(postgres.url, { connections: 8, connectMs: 1000 });
  await migrate(db, seedPolicy);
  api = await serve(db);
});
afterAll(async () => {
  await api.server.close();
  await db.close();
  await postgres.remove();
});

const file = (name: string) => api.file({ description: name }, { 'idempotency-key': name });

async function kept(): Promise<Map<string, string>> {
  const rows = await db.query<{ description: string; reference: string }>(
    'select description, reference from requests',
  );
  expect(new Set(rows.map(({ description }) => description)).size).toBe(rows.length);
  return new Map(rows.map(({ description, reference }) => [description, reference]));
}

test('201 is kept, "not kept" is not, and a repeat under the key settles the rest', { timeout: 60_000 }, async () => {
  const answers = new Map<string, Answer>();
  let stop = false;
  const citizen = async (who: number) => {
    for (let nth = 0; !stop; nth += 1) answers.set(`${who}-${nth}`, await file(`${who}-${nth}`));
  };
  const citizens = Array.from({ length: 8 }, (_, who) => citizen(who));
  const filed = () => [...answers.values()].filter(({ status }) => status === 201).length;
  await expect.poll(filed, { timeout: 20_000 }).toBeGreaterThan(20);
  await postgres.crash();
  await expect.poll(() => answers.size - filed(), { timeout: 20_000 }).toBeGreaterThan(8);
  stop = true;
  await Promise.all(citizens);
  await postgres.start();

  const before = await kept();
  const codes = new Set<string>();
  for (const [name, { status, body }] of answers) {
    if (status === 201) expect(before.get(name)).toBe(body.reference);
    else codes.add(body.code);
    if (body.code === 'not_kept') expect(before.has(name), name).toBe(false);
  }
  expect([...codes].filter((code) => code !== 'not_kept' && code !== 'not_confirmed')).toEqual([]);

  for (const [name, first] of answers) {
    const again = await file(name);
    expect(again.status).toBe(201);
    if (first.status === 201) expect(again.body).toEqual(first.body);
    if (before.has(name)) expect(again.body.reference).toBe(before.get(name));
  }
  expect([...(await kept()).keys()].sort()).toEqual([...answers.keys()].sort());
});
