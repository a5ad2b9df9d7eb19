/** Trains the shipped model from nlu/data and writes nlu/weights and the model card: `npm run nlu:train`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { AXES, REQUEST_TYPES } from '../api/contract/vocabulary.ts';
import { writeCard } from './card.ts';
import { isHeldOut, readMessages } from './corpus.ts';
import { judgeMessages, pairsOf, type Question } from './judge-own.ts';
import { confusionPicture, reliabilityPicture } from './pictures.ts';
import { seedDirectory } from './seed-directory.ts';
import { OWN_OPTIONS, teach } from './teach.ts';
import { writeModel } from './weights.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const messages = readMessages((file) => !isHeldOut(file));
const directory = seedDirectory();
const trained = teach(messages, directory, { ...OWN_OPTIONS, progress: say });
const files = writeModel(trained);
const bytes = files.header.length + files.binary.length;
const folder = new URL('./weights/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('model.json', folder), files.header);
writeFileSync(new URL('model.bin', folder), files.binary);

const judged = judgeMessages(trained, readMessages(isHeldOut), directory);
const docs = new URL('../docs/understanding/', import.meta.url);
mkdirSync(docs, { recursive: true });
writeFileSync(new URL('model-card.md', docs), writeCard({ trained, messages, judged, bytes }));
const pairs = (question: Question) => pairsOf(judged, question, () => true);
const heads = (['type', 'axis', 'department', 'act'] as const).map((name) => [name, pairs(name)] as const);
writeFileSync(new URL('reliability.svg', docs), reliabilityPicture(heads));
writeFileSync(new URL('confusion-type.svg', docs), confusionPicture('Type', pairs('type'), REQUEST_TYPES));
writeFileSync(new URL('confusion-axis.svg', docs), confusionPicture('Axis', pairs('axis'), AXES));
say(`${bytes} bytes from ${messages.length} messages; docs/understanding/model-card.md written`);
