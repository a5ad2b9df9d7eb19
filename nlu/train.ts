/**
 * Trains a model from nlu/data: `npm run nlu:train`. Writes it to nlu/candidate, with the card and pictures that say how it
 * does on messages it never read; `npm run nlu:promote` puts it to use. The same messages give the same bytes.
 */
import { AXES, REQUEST_TYPES } from '../api/contract/vocabulary.ts';
import { writeCard } from './card.ts';
import { isHeldOut, readMessages } from './corpus.ts';
import { judgeMessages, pairsOf, type Question } from './judge-own.ts';
import { confusionPicture, reliabilityPicture } from './pictures.ts';
import { seedDirectory } from './seed-directory.ts';
import { OWN_OPTIONS, teach } from './teach.ts';
import { CANDIDATE, writeVersion } from './versions.ts';
import { writeModel } from './weights.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const messages = readMessages((file) => !isHeldOut(file));
const directory = seedDirectory();
const trained = teach(messages, directory, { ...OWN_OPTIONS, progress: say });
const { header, binary } = writeModel(trained);
const bytes = header.length + binary.length;
const judged = judgeMessages(trained, readMessages(isHeldOut), directory);
const pairs = (question: Question) => pairsOf(judged, question, () => true);
const heads = (['type', 'axis', 'department', 'act'] as const).map((name) => [name, pairs(name)] as const);
writeVersion(CANDIDATE, {
  'model.bin': binary,
  'model.json': header,
  'model-card.md': writeCard({ trained, messages, judged, bytes }),
  'reliability.svg': reliabilityPicture(heads),
  'confusion-type.svg': confusionPicture('Type', pairs('type'), REQUEST_TYPES),
  'confusion-axis.svg': confusionPicture('Axis', pairs('axis'), AXES),
});
say(`${bytes} bytes from ${messages.length} messages are in nlu/candidate: npm run nlu:promote judges and ships them`);
