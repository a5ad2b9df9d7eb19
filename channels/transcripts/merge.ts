/** What was heard now, put to what was heard before: repeats change nothing, later words on the same stretch stand. Pure. */
import type { Segment } from '../../api/contract/call.ts';
import type { HeardCall, HeardSegment } from './heard.ts';

export interface Merged {
  /** New or changed. */
  readonly segments: readonly Segment[];
  readonly gone: readonly string[];
}

const LONGEST_WORDS = 20_000;

const toSegment = (heard: HeardSegment, id: string): Segment => ({
  id,
  speaker: heard.role,
  name: heard.name ?? null,
  text: heard.text.slice(0, LONGEST_WORDS),
  startsMs: heard.startsMs,
  endsMs: heard.endsMs ?? null,
  confidence: heard.confidence ?? null,
  final: heard.final,
});

const byStart = (one: HeardSegment, other: HeardSegment) => one.startsMs - other.startsMs;

const same = (one: Segment, other: Segment) =>
  one.text === other.text &&
  one.speaker === other.speaker &&
  one.final === other.final &&
  one.startsMs === other.startsMs;

/** An unfinished stretch gives way to a final one of the same mouth that begins no earlier; it never undoes one. */
const overtakes = (final: Segment, partial: Segment) =>
  final.final && !partial.final && final.speaker === partial.speaker && final.startsMs >= partial.startsMs;

/** The whole call, its stretches numbered in order: whatever the live feed had called them gives way. */
function whole(known: readonly Segment[], heard: HeardCall): Merged {
  const ordered = [...heard.segments].sort(byStart).filter(({ text }) => text !== '');
  const segments = ordered.map((each, i) => toSegment({ ...each, final: true }, `s${i + 1}`));
  const ids = new Set(segments.map(({ id }) => id));
  return { segments, gone: known.flatMap(({ id }) => (ids.has(id) ? [] : [id])) };
}

export function merge(known: readonly Segment[], heard: HeardCall): Merged {
  if (heard.whole) return whole(known, heard);
  const before = new Map(known.map((segment) => [segment.id, segment]));
  const segments: Segment[] = [];
  const gone: string[] = [];
  for (const each of heard.segments) {
    const segment = toSegment(each, each.id ?? `${each.role}@${each.startsMs}`);
    const mine = before.get(segment.id);
    const stale = mine?.final === true && !segment.final;
    const overtaken = [...before.values()].some((other) => other.id !== segment.id && overtakes(other, segment));
    if (segment.text === '' || stale || overtaken || (mine && same(mine, segment))) continue;
    for (const other of before.values())
      if (other.id !== segment.id && overtakes(segment, other)) {
        gone.push(other.id);
        before.delete(other.id);
      }
    before.set(segment.id, segment);
    segments.push(segment);
  }
  return { segments, gone };
}
