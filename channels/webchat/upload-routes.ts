/** Files: sent beside an activity or alone, fetched again by their unguessable, signed address. */
import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LARGEST_FILE } from '../../api/contract/media.ts';
import { ProblemError } from '../../api/contract/problem.ts';
import { post } from './activity-routes.ts';
import { type DecodedFile, decodeFile, MOST_FILES } from './decode-files.ts';
import type { Door } from './door.ts';

const ACTIVITY = 'application/vnd.microsoft.activity';
const MOST_TOGETHER = 3 * LARGEST_FILE;

interface Upload {
  Params: { id: string };
  Querystring: { userId?: string };
}

interface Parts {
  activity: unknown;
  readonly files: DecodedFile[];
}

const LIMITS = {
  fileSize: LARGEST_FILE,
  files: MOST_FILES + 1,
  fields: 5,
  parts: MOST_FILES + 6,
  fieldSize: 256 * 1024,
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('invalid_json');
  }
}

function accept(name: string, contentType: string, bytes: Uint8Array): DecodedFile {
  const file = decodeFile(name, contentType, bytes);
  if (file.kind === 'refused') throw new ProblemError(file.code, file.facts);
  return file;
}

const CUT_OFF = new ProblemError('invalid_request', { field: 'body', allowed: 'multipart/form-data' });

/** What the parser throws of itself is about what was sent: no boundary, a broken head, a body that ends too early. */
const malformed = (error: unknown): unknown => (error instanceof Error && 'statusCode' in error ? error : CUT_OFF);

async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  try {
    yield* request.parts({ limits: LIMITS });
  } catch (error) {
    throw malformed(error);
  }
}

const bytesOf = (part: MultipartFile): Promise<Buffer> =>
  part.toBuffer().catch((error: unknown) => Promise.reject(malformed(error)));

async function readParts(request: FastifyRequest): Promise<Parts> {
  const parts: Parts = { activity: undefined, files: [] };
  let together = 0;
  for await (const part of partsOf(request)) {
    const describes = part.mimetype === ACTIVITY || part.fieldname === 'activity';
    if (part.type === 'field') {
      if (describes) parts.activity = parse(String(part.value));
      continue;
    }
    const bytes = await bytesOf(part);
    together += bytes.byteLength;
    if (together > MOST_TOGETHER) throw new ProblemError('too_large', { allowed: '30 MB' });
    if (describes) parts.activity = parse(bytes.toString('utf8'));
    else parts.files.push(accept(part.filename ?? '', part.mimetype, bytes));
  }
  return parts;
}

/** `attachment; filename="x.png"`, or RFC 5987's `filename*=UTF-8''...`. */
function fileName(disposition: string | undefined): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename="?([^";]*)"?/i.exec(disposition ?? '')?.[1];
  try {
    return encoded === undefined ? Buffer.from(plain ?? '', 'latin1').toString('utf8') : decodeURIComponent(encoded);
  } catch {
    return plain ?? '';
  }
}

function readWhole(request: FastifyRequest): Parts {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const { 'content-type': type = '', 'content-disposition': disposition } = request.headers;
  if (type.startsWith(ACTIVITY)) return { activity: parse(bytes.toString('utf8')), files: [] };
  return { activity: undefined, files: [accept(fileName(disposition), type, bytes)] };
}

export async function uploadRoute(scope: FastifyInstance, door: Door) {
  scope.removeAllContentTypeParsers();
  if (!scope.hasRequestDecorator('parts')) await scope.register(multipart);
  else scope.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null));
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  scope.post<Upload>('/conversations/:id/upload', { bodyLimit: LARGEST_FILE + 1024 }, async (request) => {
    const { activity, files } = request.isMultipart() ? await readParts(request) : readWhole(request);
    const { userId } = request.query;
    return post(door, {
      request,
      conversationId: request.params.id,
      activity: activity ?? { type: 'message' },
      files,
      ...(userId === undefined ? {} : { userId }),
    });
  });
}

interface Download {
  Params: { id: string; file: string };
  Querystring: { s?: string; t?: string };
}

const disposition = (name: string) =>
  `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;

/** Opened by its signed address, or with the conversation's token as `?t=`. */
export function downloadRoute(scope: FastifyInstance, door: Door) {
  const permitted = async ({ params, query }: FastifyRequest<Download>) => {
    if (query.s !== undefined) return door.verify.fileSigned(params.file, query.s);
    if (query.t === undefined) throw new ProblemError('unauthorized');
    return (await door.verify.claims(query.t)).conversation === params.id;
  };

  scope.get<Download>('/conversations/:id/attachments/:file', async (request, reply) => {
    if (!(await permitted(request))) throw new ProblemError('forbidden');
    const found = await door.uploads.open(request.params.file);
    if (found?.upload.conversationId !== request.params.id) throw new ProblemError('not_found');
    const { upload, bytes } = found;
    return reply
      .type(upload.contentType)
      .header('content-disposition', disposition(upload.name))
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-resource-policy', 'cross-origin') // shown in the chat of whatever page embeds it
      .header('cache-control', 'private, max-age=3600')
      .send(bytes);
  });
}
