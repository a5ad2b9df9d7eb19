/** Trains the shipped model from nlu/data and writes nlu/weights and the model card: `npm run nlu:train`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { isHeldOut, readMessages } from './corpus.ts';
import { seedDirectory } from './seed-directory.ts';
import { OWN_OPTIONS, teach } from './teach.ts';
import { writeModel } from './weights.ts';

const messages = readMessages((file) => !isHeldOut(file));
const files = writeModel(
  teach(messages, seedDirectory(), { ...OWN_OPTIONS, progress: (line) => process.stdout.write(`${line}\n`) }),
);
const folder = new URL('./weights/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('model.json', folder), files.header);
writeFileSync(new URL('model.bin', folder), files.binary);
process.stdout.write(`${files.header.length + files.binary.length} bytes from ${messages.length} messages\n`);
