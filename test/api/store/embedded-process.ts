/** A process of its own that opens an embedded database: holds it, or writes and says each commit until it is killed. */
import { openEmbedded } from '../../../api/store/embedded.ts';

const [folder = '', template = '', what] = process.argv.slice(2);

try {
  const db = await openEmbedded(folder, { template });
  console.log('open');
  setInterval(() => undefined, 1000);
  if (what === 'write') {
    await db.query('create table if not exists kept (n int primary key, words text)');
    const [last] = await db.query<{ n: number }>('select coalesce(max(n), 0) as n from kept');
    for (let n = (last?.n ?? 0) + 1; ; n += 1) {
      await db.transaction((inside) => inside.query('insert into kept values ($1, $2)', [n, 'x'.repeat(200)]));
      process.stdout.write(`kept ${n}\n`);
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
