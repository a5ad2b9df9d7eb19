/**
 * `/v1/proofs`: a code to a phone, and the code back from whoever asked. Every phone is answered the same, known or not.
 * The words of the text, and how it travels, are handed in.
 */
import Type from 'typebox';
import type { Queries } from '../contract/database.ts';
import { ProblemError } from '../contract/problem.ts';
import { NewProof, Proof, ProofAnswer, ProofResult } from '../contract/proof.ts';
import type { Api, Scope } from '../deps.ts';
import { ammanTime } from '../domain/amman.ts';
import { readPhone } from '../domain/contact.ts';
import { CODE_LASTS, CODE_LIMITS, codeFrom, MOST_TRIES, PROOF_LASTS, readCode } from '../domain/proof.ts';
import { type Keyed, keyedRow, recall, remember } from '../store/idempotency.ts';
import { countTry, freeAt, holdCodes, linkPhone, lockProof, openProof, type ProofRow } from '../store/proofs.ts';
import { senderKey } from '../store/request-row.ts';
import { IdempotencyHeaders, keyedOf } from './read.ts';

const DAY = 24 * 60 * 60 * 1000;
const ID_BYTES = 18;

/** The code is nowhere written: it follows from the proof and the key that nobody outside this process holds. */
const codeOf = ({ vault }: Api, id: string) => codeFrom(Buffer.from(vault.key('one-time-code', id), 'base64url'));

interface Asked {
  readonly senderKey: string;
  readonly phoneKey: string;
  readonly keyed: Keyed;
}

async function begin(api: Api, inside: Queries, { keyed, ...keys }: Asked): Promise<Proof> {
  await holdCodes(inside, keys.senderKey, keys.phoneKey);
  const before = await recall<Proof>(inside, api.vault, keyed);
  if (before !== null) return before;
  const now = api.now().getTime();
  for (const limit of CODE_LIMITS) {
    const free = await freeAt(inside, limit, { ...keys, now });
    if (free !== null) throw new ProblemError('rate_limited', { seconds: Math.max(1, Math.ceil((free - now) / 1000)) });
  }
  const id = Buffer.from(api.random(ID_BYTES)).toString('base64url');
  const expires = now + CODE_LASTS;
  await openProof(inside, { id, ...keys, now, expires, forget: now - 2 * DAY });
  const proof = { id, expiresAt: ammanTime(expires) };
  await remember(inside, keyedRow(keyed, proof, now, api.vault));
  return proof;
}

async function start(api: Api, { sender, phone, lang = 'ar' }: NewProof, keyed: Keyed): Promise<Proof> {
  if (api.sendCode === undefined) throw new ProblemError('no_texts');
  const number = readPhone(phone);
  if (number === null) throw new ProblemError('invalid_request', { field: 'phone', allowed: '0790000000' });
  const asked = { keyed, senderKey: senderKey(api.vault, sender), phoneKey: api.vault.key('phone', number) };
  const proof = await api.db.transaction((inside) => begin(api, inside, asked));
  // Under the proof's own key: a repeat after a cut-off call sends no second text.
  await api.sendCode({ key: `proof:${proof.id}`, phone: number, code: codeOf(api, proof.id), lang });
  return proof;
}

const answered = (result: ProofResult['result'], tries: number): ProofResult => ({
  result,
  triesLeft: Math.max(0, MOST_TRIES - tries),
});

async function judge(api: Api, inside: Queries, proof: ProofRow | undefined, code: string): Promise<ProofResult> {
  const now = api.now().getTime();
  if (!proof || proof.confirmed || Date.parse(proof.expiresAt) <= now || proof.tries >= MOST_TRIES) {
    return answered('expired', MOST_TRIES);
  }
  await countTry(inside, proof.id);
  const tries = proof.tries + 1;
  if (readCode(code) !== codeOf(api, proof.id)) {
    return answered(tries >= MOST_TRIES ? 'expired' : 'wrong', tries);
  }
  await linkPhone(inside, proof, now, now + PROOF_LASTS);
  return answered('proven', tries);
}

function confirm(api: Api, id: string, { sender, code }: ProofAnswer, keyed: Keyed): Promise<ProofResult> {
  return api.db.transaction(async (inside) => {
    const proof = await lockProof(inside, id, senderKey(api.vault, sender));
    const before = await recall<ProofResult>(inside, api.vault, keyed);
    if (before !== null) return before;
    const result = await judge(api, inside, proof, code);
    await remember(inside, keyedRow(keyed, result, api.now().getTime(), api.vault));
    return result;
  });
}

export function mountProofs(scope: Scope, api: Api): void {
  const config = { access: ['bot'], keyed: 'always' } as const;
  scope.post(
    '/v1/proofs',
    {
      config,
      schema: {
        summary: 'Send a one-time code to a phone',
        headers: IdempotencyHeaders,
        body: NewProof,
        response: { 201: Proof },
      },
    },
    async (request, reply) => {
      const keyed = keyedOf(request, api, '/v1/proofs', request.body);
      if (keyed === null) throw new ProblemError('missing_idempotency_key');
      return reply.code(201).send(await start(api, request.body, keyed));
    },
  );
  scope.post(
    '/v1/proofs/:id/confirm',
    {
      config,
      schema: {
        summary: 'The code, as it was typed by whoever asked for it',
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        headers: IdempotencyHeaders,
        body: ProofAnswer,
        response: { 200: ProofResult },
      },
    },
    async (request) => {
      const keyed = keyedOf(request, api, `/v1/proofs/${request.params.id}/confirm`, request.body);
      if (keyed === null) throw new ProblemError('missing_idempotency_key');
      return confirm(api, request.params.id, request.body, keyed);
    },
  );
}
