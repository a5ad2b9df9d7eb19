/** The pure parts alone: steps of the engine along ordinary conversations, and understanding over every text we have. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Directory } from '../../api/contract/directory.ts';
import { openUnderstanding } from '../../app.ts';
import type { Event } from '../../bot/engine/event.ts';
import { initialState, type State } from '../../bot/engine/state.ts';
import { type Step, step } from '../../bot/engine/step.ts';
import { listen, type Understand } from '../../bot/listen.ts';
import type { KeptInbound } from '../../channels/channel.ts';
import type { Flows } from '../../flows/language.ts';
import { readFlows, sourcesIn } from '../../flows/load.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { readStories } from '../stories/story.ts';
import { answerTo } from './citizen.ts';
import { median, quantile } from './statistics.ts';

const AT = '2026-11-18T10:00:00.000+03:00';
const TURNS_A_MATTER = 8;

export interface Parts {
  readonly engine: { readonly steps: number; readonly perSecond: number; readonly micros: number };
  readonly understand: { readonly texts: number; readonly p50Micros: number; readonly p99Micros: number };
}

interface Lesson {
  readonly text: string;
  readonly type?: string;
  readonly department?: string;
}

const lessons = (root: string): Lesson[] =>
  readdirSync(join(root, 'nlu/data'))
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(root, 'nlu/data', name), 'utf8')
        .trim()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as Lesson);

/** So many of them, from everywhere in the list. */
const spread = <Each>(all: readonly Each[], most: number): Each[] =>
  all.filter((_, i) => Math.floor((i * most) / all.length) !== Math.floor(((i - 1) * most) / all.length));

/** Clear complaints, as citizens write them: every dialect and script there is. */
export function matters(root: string, count: number): string[] {
  const clear = lessons(root).filter(({ type, department }) => type === 'complaint' && Boolean(department));
  return spread(clear, count).map(({ text }) => text);
}

function allTexts(root: string): string[] {
  const said = readStories(join(root, 'test/stories')).flatMap(({ steps }) =>
    steps.flatMap((each) => ('citizen' in each && typeof each.citizen === 'string' ? [each.citizen] : [])),
  );
  return [...said, ...lessons(root).map(({ text }) => text)];
}

interface Setting {
  readonly flows: Flows;
  readonly directory: Directory;
  readonly understand: Understand;
}

type Recorded = readonly [State, Event];

/** One conversation from its matter to where it is let go, as the pairs that the engine was told. */
function record(setting: Setting, matter: string): Recorded[] {
  const pairs: Recorded[] = [];
  let state = initialState('ar');
  let ask: string | null = null;
  let before: string | null = null;
  const tell = (event: Event) => {
    pairs.push([state, event]);
    const { state: after, replies, effects }: Step = step(setting.flows, state, event);
    state = after;
    const last = replies.at(-1);
    if (last) [before, ask] = [ask, last.kind === 'ask' ? last.slot : null];
    if (effects[0]?.kind === 'promise')
      tell({ kind: 'outcome', id: 'promise', outcome: { kind: 'promised', dueAt: AT } });
  };
  tell({ kind: 'start', id: 'bench:1', lang: 'ar' });
  ask = null; // the greeting's invitation is answered with the matter itself
  for (let seq = 2; seq < 2 + TURNS_A_MATTER; seq += 1) {
    const body = { text: answerTo(ask, before, () => matter), locale: 'ar' };
    const common = { conversationId: 'bench', seq, at: AT, direction: 'in', kind: 'message' } as const;
    const message: KeptInbound = { ...common, messageId: `m${seq}`, body };
    const event = listen(message, state, setting);
    if (event) tell(event);
    if (ask === null) break;
  }
  return pairs;
}

function timeEngine(flows: Flows, pairs: readonly Recorded[], rounds: number): Parts['engine'] {
  const pass = () => {
    for (const [state, event] of pairs) step(flows, state, event);
  };
  const passes = Math.ceil(20_000 / pairs.length);
  const round = () => {
    const before = performance.now();
    for (let i = 0; i < passes; i += 1) pass();
    return ((performance.now() - before) * 1000) / (passes * pairs.length);
  };
  round();
  const micros = median(Array.from({ length: rounds }, round));
  return { steps: pairs.length, perSecond: 1e6 / micros, micros };
}

function timeUnderstand({ understand, directory }: Setting, texts: readonly string[], rounds: number) {
  const context = { directory, now: AT, lang: 'ar' } as const;
  const round = () => {
    const times = texts.map((text) => {
      const before = performance.now();
      understand(text, context);
      return (performance.now() - before) * 1000;
    });
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  };
  round();
  const all = Array.from({ length: rounds }, round);
  const [p50Micros, p99Micros] = [median(all.map(({ p50 }) => p50)), median(all.map(({ p99 }) => p99))];
  return { texts: texts.length, p50Micros, p99Micros };
}

export function measureParts(root: string, { rounds, most }: { rounds: number; most: number }): Parts {
  const flows = readFlows(sourcesIn(join(root, 'flows')));
  const setting = { flows, directory: seedDirectory(), understand: openUnderstanding(root, flows) };
  const pairs = matters(root, 20).flatMap((matter) => record(setting, matter));
  return {
    engine: timeEngine(setting.flows, pairs, rounds),
    understand: timeUnderstand(setting, spread(allTexts(root), most), rounds),
  };
}
