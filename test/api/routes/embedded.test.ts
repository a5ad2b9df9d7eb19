import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../../api/store/embedded.ts';
import { seedPolicy } from '../../../api/store/seed.ts';
import { migrate } from '../../../migrations/migrate.ts';
import { behaviour } from './behaviour.ts';
import { proving } from './proving.ts';
import { repeating } from './repeating.ts';

const embedded = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sawt-api-'));
  const db = await openEmbedded(folder);
  await migrate(db, seedPolicy);
  return {
    db,
    async close() {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

behaviour(embedded);
proving(embedded);
repeating(embedded);
