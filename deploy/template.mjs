/** Makes the database that the embedded default starts from: migrated, seeded, tidied. Run by the build. */
import { openEmbedded } from '../api/store/embedded.ts';
import { seedPolicy } from '../api/store/seed.ts';
import { migrate } from '../migrations/migrate.ts';

const db = await openEmbedded(process.argv[2]);
await migrate(db, seedPolicy);
await db.query('vacuum analyze');
await db.query('checkpoint');
await db.close();
