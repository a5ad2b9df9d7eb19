/**
 * `GET /v1/status/{reference}`: where a request stands, for anyone; what it says only for its proven requester.
 * Proof is the conversation's word for the sender (its own key), or the code an anonymous requester was given.
 */
import Type from 'typebox';
import { ProblemError } from '../contract/problem.ts';
import { StatusView } from '../contract/request.ts';
import type { Api, Scope } from '../deps.ts';
import { readFollowUpCode } from '../domain/follow-up.ts';
import { publicView, requesterView } from '../domain/visibility.ts';
import { isRequester, readRequest } from '../store/requests.ts';
import { ReferenceParams, readReference } from './read.ts';

const ProofHeaders = Type.Object({
  'sawt-sender': Type.Optional(Type.String({ maxLength: 1000, description: "URI-encoded; with the bot's key only" })),
  'sawt-follow-up-code': Type.Optional(Type.String({ maxLength: 100 })),
});

function readSender(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw new ProblemError('invalid_request', { field: 'sawt-sender', allowed: 'URI-encoded' });
  }
}

export function mountStatus(scope: Scope, api: Api): void {
  scope.get(
    '/v1/status/:reference',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Where a request stands',
        params: ReferenceParams,
        headers: ProofHeaders,
        response: { 200: StatusView },
        security: [],
      },
    },
    async ({ params, headers, role }) => {
      const reference = readReference(params);
      const request = await readRequest(api.db, api.vault, reference);
      if (request === null) throw new ProblemError('unknown_reference');
      const given = headers['sawt-sender'];
      const sender = role === 'bot' && given !== undefined ? readSender(given) : null;
      const typed = headers['sawt-follow-up-code'];
      const code = typed === undefined ? null : readFollowUpCode(typed);
      if (sender === null && code === null) return publicView(request);
      const proven = await isRequester(api.db, api.vault, { reference, sender, code });
      return proven ? requesterView(request) : publicView(request);
    },
  );
}
