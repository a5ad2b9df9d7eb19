/** Who may import whom: the import table of the house, first match wins. */
import type { Import, Source } from './source.ts';

interface Room {
  readonly name: string;
  readonly holds: RegExp;
  /** Paths of ours that it may import. */
  readonly may: RegExp;
  /** Paths of ours that it may import as types alone. */
  readonly mayAsTypes?: RegExp;
  /** Packages and `node:` modules it may import; every one when left out. */
  readonly packages?: RegExp;
}

/** Nothing that reaches the network, the database or another process. */
const OFFLINE =
  /^(?!node:(https?|http2|net|tls|dns|dgram|child_process|cluster|inspector|worker_threads)\b)(?!(pg|ioredis|fastify|undici|ws|@fastify\/.*|@electric-sql\/pglite)$)/;
const NONE = /^$/;

const ROOMS: readonly Room[] = [
  { name: 'api/contract', holds: /^api\/contract\//, may: /^api\/contract\//, packages: /^typebox$/ },
  { name: 'channels/channel', holds: /^channels\/channel\.ts$/, may: NONE, packages: NONE },
  { name: 'flows', holds: /^flows\//, may: /^(flows|api\/contract)\//, packages: OFFLINE },
  { name: 'nlu', holds: /^nlu\//, may: /^(nlu|api\/contract)\//, packages: OFFLINE },
  {
    name: 'bot/engine',
    holds: /^bot\/engine\//,
    may: /^(bot\/engine|api\/contract)\//,
    mayAsTypes: /^(flows|nlu)\//,
    packages: NONE,
  },
  { name: 'bot', holds: /^bot\//, may: /^(bot|nlu|flows|api\/contract)\/|^channels\/channel\.ts$/ },
  { name: 'channels (the list)', holds: /^channels\/(channels|doors|panes)\.ts$/, may: /^channels\/|^api\/contract\// },
  // What the doors share lives beside them; a door is a folder and knows no other door.
  {
    name: 'channels (shared)',
    holds: /^channels\/([^/]+\.ts$|store\/)/,
    may: /^channels\/(?!(channels|doors|panes)\.ts)([^/]+\.ts$|store\/)|^api\/contract\//,
  },
  {
    name: 'channels/*',
    holds: /^channels\/[^/]+\//,
    may: /^channels\/(?!(channels|doors|panes)\.ts)([^/]+\.ts$|store\/)|^api\/contract\//,
  },
  {
    name: 'api/domain',
    holds: /^api\/domain\//,
    may: /^api\/(domain|contract)\//,
    packages: /^(typebox|libphonenumber-js|node:crypto)$/,
  },
  { name: 'api', holds: /^api\//, may: /^api\/|^migrations\/seed\// },
  { name: 'migrations', holds: /^migrations\//, may: /^(migrations|api\/contract)\// },
  { name: 'config', holds: /^config\.ts$/, may: NONE },
  { name: 'server', holds: /^server\.ts$/, may: /^(app|config)\.ts$/ },
  {
    name: 'chat',
    holds: /^chat\.ts$/,
    may: /^(app|config)\.ts$|^channels\/(channels?\.ts|console\/)|^api\/contract\//,
  },
  { name: 'app', holds: /^app\.ts$/, may: /^(?!(server|chat)\.ts$)/ },
];

/** Doors may import within their own folder whatever it is called. */
const own = (path: string) => /^channels\/[^/]+\//.exec(path)?.[0];

function allowed(room: Room, source: Source, { to, ours, typeOnly }: Import): boolean {
  if (!ours) return room.packages?.test(to) ?? true;
  const folder = own(source.path);
  if (folder !== undefined && room.name === 'channels/*' && to.startsWith(folder)) return true;
  return room.may.test(to) || (typeOnly && (room.mayAsTypes?.test(to) ?? false));
}

/** One line for every import that the table does not allow, and for a file that is in no room. */
export function importBreaches(source: Source): string[] {
  const room = ROOMS.find(({ holds }) => holds.test(source.path));
  if (room === undefined) return [`${source.path} is in no room of the house`];
  const wrong = source.imports.filter((found) => !allowed(room, source, found));
  return wrong.map(({ to }) => `${source.path} (${room.name}) may not import ${to}`);
}

/** Each circle of imports once, as the files along it; type-only imports count. */
export function circles(sources: readonly Source[]): string[] {
  const edges = new Map(
    sources.map(({ path, imports }) => [path, imports.filter(({ ours }) => ours).map(({ to }) => to)]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(' -> '));
    if (start >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}
