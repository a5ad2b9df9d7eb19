/** What `natural`'s Bayes classifier makes of the same messages, as it comes: the bar any classifier of ours must clear. */
import { createRequire } from 'node:module';
import type { Message } from './corpus.ts';

interface Bayes {
  addDocument(text: string, label: string): void;
  train(): void;
  classify(text: string): string;
}
type BayesClass = new () => Bayes;

/** By its own path: the package's index loads every storage engine it knows. */
const Classifier: BayesClass = createRequire(import.meta.url)('natural/lib/natural/classifiers/bayes_classifier.js');

export function naturalAccuracy(train: readonly Message[], test: readonly Message[]): number {
  const bayes = new Classifier();
  for (const message of train) if (message.type) bayes.addDocument(message.text, message.type);
  bayes.train();
  const judged = test.filter((message) => message.type);
  const right = judged.filter((message) => {
    const got = bayes.classify(message.text);
    return got === message.type || (message.typeAlso ?? []).some((also) => also === got);
  });
  return right.length / Math.max(1, judged.length);
}
