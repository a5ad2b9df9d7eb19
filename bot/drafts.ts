/** Finds drafts that a citizen left in another conversation, and moves one: by compare-and-set, so that it has one owner. */
import type { Queries } from '../api/contract/database.ts';
import type { Flows } from '../flows/language.ts';
import { type Conversation, left, load, moveDraft } from './conversations.ts';
import type { Outcome } from './engine/effect.ts';
import type { LeftDraft } from './engine/event.ts';
import { leftDraft, without } from './engine/unfinished.ts';

export interface Drafts {
  /** The newest draft of this proven sender, or under a phone that was proven here; undefined: there is none. */
  find(here: Conversation, phone?: string): Promise<LeftDraft | undefined>;
  take(here: Conversation, from: string): Promise<Outcome>;
}

interface DraftsDeps {
  readonly db: Queries;
  readonly flows: Flows;
  readonly now: () => Date;
}

/** Whoever comes back later than this begins anew. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export function createDrafts({ db, flows, now }: DraftsDeps): Drafts {
  return {
    async find(here, phone) {
      if (!here.sender.proven && phone === undefined) return undefined;
      const since = new Date(now().getTime() - KEPT_MS);
      const sender = here.sender.proven ? here.sender.key : null;
      const all = await left(db, { except: here.id, sender, phone: phone ?? null, since });
      return all.map(({ id, state }) => leftDraft(flows, id, state)).find((draft) => draft !== undefined);
    },
    async take(here, from) {
      const gone: Outcome = { kind: 'failed', effect: 'take_draft', why: 'refused' };
      const there = (await load(db, from))?.conversation;
      if (!there?.state) return gone;
      const before = there.state.moved;
      // This turn ran before and was cut off: the draft is ours already.
      if (before?.to === here.id) return { kind: 'draft_taken', draft: before.draft, contact: before.contact };
      const state = without(flows, there.state, here.id);
      const { moved } = state;
      if (!moved || moved === before) return gone;
      const isOurs = await moveDraft(db, { from: there, to: here.id, state });
      return isOurs ? { kind: 'draft_taken', draft: moved.draft, contact: moved.contact } : gone;
    },
  };
}
