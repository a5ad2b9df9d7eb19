/** Files of a request: added one by one as multipart, read by staff. Bytes are kept elsewhere, here they are referred to. */
import type { MultipartFile } from '@fastify/multipart';
import multipart from '@fastify/multipart';
import Type from 'typebox';
import { LARGEST_FILE, MEDIA_TYPES, MOST_FILES } from '../contract/media.ts';
import { ProblemError } from '../contract/problem.ts';
import { Attachment } from '../contract/request.ts';
import { type Api, DESK, OFFICE, type Scope } from '../deps.ts';
import { isBlank, keepable } from '../domain/text.ts';
import { within } from '../domain/visibility.ts';
import { inWords } from '../plugins/errors.ts';
import type { Keyed } from '../store/idempotency.ts';
import { attach, readRequest } from '../store/requests.ts';
import { change } from './change.ts';
import { IdempotencyHeaders, keyedOf, ReferenceParams, readReference } from './read.ts';

/** Room for the boundaries and headers of the one part. */
const LARGEST_BODY = LARGEST_FILE + 64 * 1024;
const TYPES = Object.keys(MEDIA_TYPES);

interface Incoming {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

const noFile = () => new ProblemError('invalid_request', { field: 'file', allowed: 'multipart/form-data; file' });

async function bytesOf(part: MultipartFile): Promise<Buffer> {
  try {
    return await part.toBuffer();
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE';
    throw isLarge ? new ProblemError('too_large', { allowed: inWords(LARGEST_FILE) }) : noFile();
  }
}

/** The one file of the body; anything that is not a whole, well-formed part is refused. */
async function readFile(next: () => Promise<MultipartFile | undefined>): Promise<Incoming> {
  // The parser's errors are about what was sent: a broken boundary, a cut-off body.
  const part = await next().catch(() => undefined);
  if (part === undefined) throw noFile();
  const contentType = part.mimetype.toLowerCase();
  if (!TYPES.includes(contentType)) {
    part.file.resume();
    throw new ProblemError('unsupported_media_type', { allowed: TYPES.join(', ') });
  }
  const bytes = await bytesOf(part);
  if (bytes.length === 0) throw noFile();
  const name = keepable(part.filename ?? '').slice(0, 200);
  return { name: isBlank(name) ? 'file' : name, contentType, bytes };
}

interface Addition {
  readonly reference: string;
  readonly keyed: Keyed | null;
  readonly incoming: Incoming;
}

async function add(api: Api, { reference, keyed, incoming }: Addition): Promise<Attachment> {
  // Kept first, on its own: bytes that nothing refers to in the end go with the daily sweep.
  const file = await api.files.keep(incoming);
  return change(api, {
    reference,
    keyed,
    work: async (inside, request) => {
      if (request.attachments.length >= MOST_FILES) {
        throw new ProblemError('invalid_request', { field: 'attachments', allowed: `≤ ${MOST_FILES}` });
      }
      await attach(inside, reference, file.id, api.now().getTime());
      return file;
    },
  });
}

export async function mountAttachments(scope: Scope, api: Api): Promise<void> {
  await scope.register(multipart, { limits: { fileSize: LARGEST_FILE, files: 1, fields: 20, fieldSize: 64 * 1024 } });
  scope.post(
    '/v1/requests/:reference/attachments',
    {
      bodyLimit: LARGEST_BODY,
      config: { access: [...DESK, 'bot'] },
      schema: {
        summary: 'Add a file (multipart/form-data, one part with a file)',
        consumes: ['multipart/form-data'],
        params: ReferenceParams,
        headers: IdempotencyHeaders,
        response: { 201: Attachment },
      },
    },
    async (request, reply) => {
      if (!request.isMultipart()) throw new ProblemError('unsupported_media_type', { allowed: 'multipart/form-data' });
      const reference = readReference(request.params);
      const incoming = await readFile(() => request.file());
      const { name, contentType, bytes } = incoming;
      const keyed = keyedOf(request, api, `/v1/requests/${reference}/attachments`, { name, contentType }, bytes);
      return reply.code(201).send(await add(api, { reference, keyed, incoming }));
    },
  );
  mountReading(scope, api);
}

function mountReading(scope: Scope, api: Api): void {
  scope.get(
    '/v1/requests/:reference/attachments/:id',
    {
      config: { access: OFFICE },
      schema: {
        summary: 'The bytes of a file',
        params: Type.Object({ ...ReferenceParams.properties, id: Type.String({ maxLength: 100 }) }),
      },
    },
    async ({ params, staff }, reply) => {
      const reference = readReference(params);
      const request = await readRequest(api.db, api.vault, reference);
      const isTheirs = request !== null && within(staff, request);
      const isIts = isTheirs && request.attachments.some(({ id }) => id === params.id);
      const file = isIts ? await api.files.open(params.id) : undefined;
      if (file === undefined) throw new ProblemError('not_found');
      return reply
        .type(file.upload.contentType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.upload.name)}`)
        .header('x-content-type-options', 'nosniff')
        .send(Buffer.from(file.bytes));
    },
  );
}
