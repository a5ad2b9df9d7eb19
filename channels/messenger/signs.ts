/**
 * Signs of life: "seen" at once, "typing" when the answer takes a moment. Nobody waits for them and nothing depends on
 * them: what the platform says to one is not even looked at.
 */
import type { Graph } from './client.ts';

/** An answer mostly comes sooner; then three dots would only flicker. */
const SLOW_MS = 400;

export interface Signs {
  heard(person: string): void;
  /** The answer is on its way. */
  answered(person: string): void;
  stop(): void;
}

export function createSigns(graph: Pick<Graph, 'post' | 'restMs'>): Signs {
  const waiting = new Map<string, NodeJS.Timeout>();
  const show = (person: string, sender_action: 'mark_seen' | 'typing_on') => {
    if (graph.restMs() === 0) void graph.post('messages', { recipient: { id: person }, sender_action });
  };
  const answered = (person: string) => {
    clearTimeout(waiting.get(person));
    waiting.delete(person);
  };
  return {
    heard(person) {
      show(person, 'mark_seen');
      answered(person);
      const timer = setTimeout(() => {
        waiting.delete(person);
        show(person, 'typing_on');
      }, SLOW_MS);
      waiting.set(person, timer.unref());
    },
    answered,
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
