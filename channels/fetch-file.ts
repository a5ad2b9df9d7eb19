/**
 * Brings a file that a platform keeps for us: from the hosts it is known to use and no other, never from an address
 * inside our own network, not larger and of no other type than we accept, and without the place it was taken at.
 */
import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIPv6 } from 'node:net';
import { Agent, request } from 'undici';
import { LARGEST_FILE, MEDIA_TYPES } from '../api/contract/media.ts';
import { acceptedType, plainName } from './files.ts';
import { keepable } from './keepable.ts';
import { withoutPlace } from './pictures.ts';

export type Fetched =
  | { readonly kind: 'fetched'; readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }
  /** `host`: not fetched at all; `away`: no answer, or none that is a file. */
  | { readonly kind: 'lost'; readonly why: 'host' | 'type' | 'size' | 'away' };

export interface FetchRules {
  /** `fbcdn.net` stands for itself and everything under it; over https alone. */
  readonly hosts: readonly string[];
  /** A host that is believed wherever it stands: a stand-in on this machine. */
  readonly standIn?: string;
  /** Sent to the first address alone: a redirect leads to a host of another owner. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

export interface FileFetcher {
  fetch(url: string): Promise<Fetched>;
  close(): Promise<void>;
}

const MOST_REDIRECTS = 3;

const OURS = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  OURS.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  OURS.addSubnet(net, prefix, 'ipv6');

/** Not reachable from outside: this machine, the office, a cloud's metadata. */
export const isInside = (address: string): boolean => OURS.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** Judged after the name is resolved: a name may point anywhere. */
function outside(host: string, options: LookupOptions, done: Found): void {
  lookup(host, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error !== null || first === undefined) return done(error, []);
    const refused = Object.assign(new Error('an address inside'), { code: 'EACCES' });
    if (found.some(({ address }) => isInside(address))) return done(refused, []);
    return options.all === true ? done(null, found) : done(null, first.address, first.family);
  });
}

const isUnder = (host: string, name: string) => host === name || host.endsWith(`.${name}`);

function nameOf(url: URL, contentType: string): string {
  const last = plainName(keepable(decoded(url.pathname.split('/').at(-1) ?? '')));
  return last.includes('.') || last === 'attachment'
    ? withEnding(last, contentType)
    : withEnding('attachment', contentType);
}

function withEnding(name: string, contentType: string): string {
  const endings = MEDIA_TYPES[contentType] ?? [];
  const has = endings.length === 0 || endings.some((end) => name.toLowerCase().endsWith(`.${end}`));
  return has ? name : `${name.replace(/\.\w{1,5}$/, '')}.${endings[0]}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign belongs to the name
  }
}

const isOfNetwork = (error: unknown): boolean =>
  error instanceof Error && ('code' in error || ['AbortError', 'TimeoutError'].includes(error.name));

const lost = (why: Extract<Fetched, { kind: 'lost' }>['why']): Fetched => ({ kind: 'lost', why });

export function createFileFetcher({ hosts, standIn, headers = {}, deadlineMs }: FetchRules): FileFetcher {
  const guarded = new Agent({ connect: { timeout: deadlineMs, lookup: outside } });
  const trusted = new Agent({ connect: { timeout: deadlineMs } });

  const isTrusted = (url: URL) => standIn !== undefined && url.hostname === standIn && /^https?:$/.test(url.protocol);
  const isAllowed = (url: URL) =>
    isTrusted(url) ||
    (url.protocol === 'https:' && url.port === '' && hosts.some((name) => isUnder(url.hostname, name)));

  async function read(url: URL, signal: AbortSignal, hops: number): Promise<Fetched> {
    if (!isAllowed(url)) return lost('host');
    const answer = await request(url, {
      signal,
      dispatcher: isTrusted(url) ? trusted : guarded,
      headers: hops === 0 ? headers : {},
    });
    const { location } = answer.headers;
    if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
      await answer.body.dump();
      if (hops === MOST_REDIRECTS || !URL.canParse(location, url.href)) return lost('away');
      return read(new URL(location, url), signal, hops + 1);
    }
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      return lost('away');
    }
    return take(url, answer);
  }

  return {
    async fetch(address) {
      if (!URL.canParse(address)) return lost('host');
      const signal = AbortSignal.timeout(deadlineMs);
      // Whatever the network does, the person is told that the file did not come.
      return read(new URL(address), signal, 0).catch((error: unknown) => {
        if (isOfNetwork(error)) return lost('away');
        throw error;
      });
    },
    close: async () => {
      await Promise.all([guarded.destroy(), trusted.destroy()]);
    },
  };
}

async function take(url: URL, { headers, body }: Awaited<ReturnType<typeof request>>): Promise<Fetched> {
  const declared = Array.isArray(headers['content-type']) ? headers['content-type'][0] : headers['content-type'];
  const contentType = acceptedType(declared ?? '', url.pathname);
  const refuse = (why: 'type' | 'size') => {
    // What is left of it is of no interest, nor that it was cut off: without a listener that would end the process.
    body.on('error', () => undefined).destroy();
    return lost(why);
  };
  if (contentType === undefined) return refuse('type');
  if (Number(headers['content-length'] ?? 0) > LARGEST_FILE) return refuse('size');
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > LARGEST_FILE) return refuse('size');
    pieces.push(piece);
  }
  const bytes = size === 0 ? undefined : withoutPlace(Buffer.concat(pieces), contentType);
  return bytes === undefined ? lost('type') : { kind: 'fetched', name: nameOf(url, contentType), contentType, bytes };
}
