/**
 * Files of the build, read once and answered with an entity tag, compressed when the browser can.
 * Knows bytes and headers; what a page is, it does not.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

type Encoding = 'br' | 'gzip' | 'identity';

export interface Asset {
  readonly type: string;
  readonly tag: string;
  readonly bytes: Readonly<Record<Encoding, Buffer>>;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

const extension = (path: string) => path.slice(path.lastIndexOf('.') + 1);

async function read(path: string): Promise<Asset> {
  const raw = await readFile(path);
  const packed = extension(path) === 'woff2'; // compressed by its own format
  const [br, gz] = packed ? [raw, raw] : await Promise.all([promisify(brotliCompress)(raw), promisify(gzip)(raw)]);
  return {
    type: TYPES[extension(path)] ?? 'application/octet-stream',
    tag: createHash('sha256').update(raw).digest('base64url').slice(0, 22),
    bytes: { br, gzip: gz, identity: raw },
  };
}

/** Reads a file at its first request and keeps it; a file that is not there answers undefined, and is looked for again. */
export function createAssets(): (path: string) => Promise<Asset | undefined> {
  const kept = new Map<string, Asset>();
  return async (path) => {
    const known = kept.get(path);
    if (known !== undefined) return known;
    const asset = await read(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EISDIR') return undefined;
      throw error;
    });
    if (asset !== undefined) kept.set(path, asset);
    return asset;
  };
}

function encodingFor(request: FastifyRequest, { type }: Asset): Encoding {
  if (type === TYPES.woff2) return 'identity';
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

export function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset, cache: string): FastifyReply {
  const encoding = encodingFor(request, asset);
  const tag = `"${asset.tag}-${encoding}"`;
  reply.header('etag', tag).header('cache-control', cache).header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(asset.type).send(asset.bytes[encoding]);
}
