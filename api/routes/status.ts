/**
 * `GET /v1/status/{reference}`: where a request stands, for anyone; what it says only for its proven requester.
 * Proof is the conversation's word for the sender (its own key), a phone that sender has proven, or the code an anonymous
 * requester was given.
 */
import { ProblemError } from '../contract/problem.ts';
import { StatusView } from '../contract/request.ts';
import type { Api, Scope } from '../deps.ts';
import { publicView, requesterView } from '../domain/visibility.ts';
import { isRequester, readRequest } from '../store/requests.ts';
import { ProofHeaders, ReferenceParams, readProof, readReference } from './read.ts';

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
      const { sender, code } = readProof(headers, role);
      if (sender === null && code === null) return publicView(request);
      const at = api.now().getTime();
      const proven = await isRequester(api.db, api.vault, { reference, sender, code, at });
      return proven ? requesterView(request) : publicView(request);
    },
  );
}
