/**
 * The request API as its callers see it: typed calls, and an answer or a problem, never an exception.
 * How a call travels (a socket, or straight into the same process) is handed in, its key with it.
 */
import type { DuplicateQuestion, Duplicates } from './duplicate.ts';
import { type Problem, problem } from './problem.ts';
import type { NewProof, Proof, ProofAnswer, ProofResult } from './proof.ts';
import type { ActionBody, ActionName, Filed, NewRequest, Rating, RequestView, StatusView } from './request.ts';
import type { Axis, Importance, RequestType } from './vocabulary.ts';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, not yet in text. */
  readonly body?: unknown;
}

/** `body` is parsed JSON. Rejects when no answer came. */
export type Send = (call: Call) => Promise<{ readonly status: number; readonly body: unknown }>;

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

/** `sender`: one that the platform vouches for, or one that stands for the conversation alone. */
export interface Citizen {
  readonly sender: string;
  readonly conversation: string;
  /** Of an anonymous request, as its requester typed it. */
  readonly followUpCode?: string;
}

/** Of one person; `nameNeeded`: a household may share the telephone, and no name was given. */
export interface OwnList {
  readonly requests: readonly RequestView[];
  readonly nameNeeded: boolean;
}

export interface Client {
  /** Under the same key the same request: safe to repeat. */
  file(key: string, request: NewRequest): Promise<Result<Filed>>;
  /** `sender`: only one that the platform vouches for; `followUpCode`: as an anonymous requester typed it. */
  status(reference: string, sender?: string, followUpCode?: string): Promise<Result<StatusView>>;
  act<Action extends ActionName>(
    key: string,
    reference: string,
    action: Action,
    body: ActionBody<Action>,
    /** Who writes and where: what only the requester may do needs it. */
    from?: Citizen,
  ): Promise<Result<StatusView>>;
  rate(key: string, reference: string, rating: Rating): Promise<Result<StatusView>>;
  promise(labels: {
    readonly type: RequestType | null;
    readonly axis: Axis | null;
    readonly importance: Importance;
  }): Promise<Result<{ readonly dueAt: string }>>;
  /**
   * A sender's own requests and those under a phone it has proven, newest first, without identities; anonymous ones are
   * not among them. Under a telephone number only those that bear the given name.
   */
  list(sender: string, name?: string): Promise<Result<OwnList>>;
  /** Open requests of the same citizen that the draft repeats. */
  duplicates(question: DuplicateQuestion): Promise<Result<Duplicates>>;
  /** Texts a one-time code; under the same key only one. */
  prove(key: string, proof: NewProof): Promise<Result<Proof>>;
  confirm(key: string, proof: string, answer: ProofAnswer): Promise<Result<ProofResult>>;
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'detailAr' in body && 'detailEn' in body;

/** Addresses and headers hold ASCII only. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));

/** Keys may come from anywhere; the API takes printable ASCII. */
const keyHeader = (key: string) => ({ 'idempotency-key': /^[\x21-\x7E]{1,200}$/.test(key) ? key : encoded(key) });

const withCode = (code: string | undefined): Call['headers'] =>
  code === undefined ? {} : { 'sawt-follow-up-code': encoded(code) };

const JSON_BODY = { 'content-type': 'application/json' };

export function createClient(send: Send): Client {
  const ask = async <Value>(call: Call): Promise<Result<Value>> => {
    const answer = await send(call).catch(() => null);
    if (answer === null) return { ok: false, problem: problem('unavailable') };
    const { status, body } = answer;
    // What answers 2xx has passed the schema of its route.
    if (status >= 200 && status < 300) return { ok: true, value: body as Value };
    return { ok: false, problem: isProblem(body) ? body : problem('unavailable') };
  };
  const post = <Value>(path: string, key: string, body: unknown, headers: Call['headers'] = {}) =>
    ask<Value>({ method: 'POST', path, headers: { ...JSON_BODY, ...keyHeader(key), ...headers }, body });
  const who = (from: Citizen | undefined): Call['headers'] =>
    from
      ? {
          'sawt-sender': encoded(from.sender),
          'sawt-conversation': encoded(from.conversation),
          ...withCode(from.followUpCode),
        }
      : {};
  const at = (reference: string) => `/v1/requests/${encoded(reference)}`;

  return {
    file: (key, request) => post('/v1/requests', key, request),
    status: (reference, sender, followUpCode) =>
      ask({
        method: 'GET',
        path: `/v1/status/${encoded(reference)}`,
        headers: {
          ...(sender === undefined ? {} : { 'sawt-sender': encoded(sender) }),
          ...withCode(followUpCode),
        },
      }),
    act: (key, reference, action, body, from) => post(`${at(reference)}/actions/${action}`, key, body, who(from)),
    rate: (key, reference, rating) => post(`${at(reference)}/rating`, key, rating),
    promise: ({ type, axis, importance }) => {
      const query = new URLSearchParams({
        importance,
        ...(axis === null ? {} : { axis }),
        ...(type === null ? {} : { type }),
      });
      return ask({ method: 'GET', path: `/v1/promise?${query}`, headers: {} });
    },
    duplicates: (question) => ask({ method: 'POST', path: '/v1/duplicates', headers: JSON_BODY, body: question }),
    prove: (key, proof) => post('/v1/proofs', key, proof),
    confirm: (key, proof, answer) => post(`/v1/proofs/${encoded(proof)}/confirm`, key, answer),
    list: async (sender, name) => {
      const query = new URLSearchParams({ sender, limit: '100', ...(name !== undefined && { name }) });
      const page = await ask<{ items: readonly RequestView[]; nameNeeded?: boolean }>({
        method: 'GET',
        path: `/v1/requests?${query}`,
        headers: {},
      });
      if (!page.ok) return page;
      return { ok: true, value: { requests: page.value.items, nameNeeded: page.value.nameNeeded === true } };
    },
  };
}
