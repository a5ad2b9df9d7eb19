/** Where PostgreSQL, Redis and Chromium are on this machine; on a bare Debian, as root, installs what is missing. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const POSTGRES_ROOT = '/usr/lib/postgresql';

const runnable = (path: string) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(runnable);

/** The folder with initdb and postgres: the newest installed version. */
function postgresFolder(): string | undefined {
  const versions = existsSync(POSTGRES_ROOT) ? readdirSync(POSTGRES_ROOT).sort((a, b) => Number(b) - Number(a)) : [];
  const debian = versions
    .map((version) => join(POSTGRES_ROOT, version, 'bin'))
    .find((bin) => runnable(join(bin, 'initdb')));
  return debian ?? onPath('initdb')?.replace(/\/initdb$/, '');
}

interface Needed {
  readonly name: string;
  readonly setting: string;
  readonly packages: readonly string[];
  find(): string | undefined;
}

const NEEDED = {
  postgres: {
    name: 'PostgreSQL 15 or later (initdb, postgres)',
    setting: 'TEST_DATABASE_URL',
    packages: ['postgresql'],
    find: postgresFolder,
  },
  redis: {
    name: 'redis-server',
    setting: 'TEST_REDIS_URL',
    packages: ['redis-server'],
    find: () => onPath('redis-server'),
  },
  chromium: {
    name: 'Chromium',
    setting: 'CHROMIUM_PATH',
    packages: ['chromium', 'fonts-noto-core', 'fonts-liberation'],
    find: () =>
      process.env.CHROMIUM_PATH ?? onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome'),
  },
} as const satisfies Record<string, Needed>;
export type ServiceName = keyof typeof NEEDED;

const missing = () =>
  Object.values(NEEDED).filter(
    (needed: Needed) => process.env[needed.setting] === undefined && needed.find() === undefined,
  );

const canInstall = () => process.getuid?.() === 0 && onPath('apt-get') !== undefined;

/** What Debian asks before it starts a service it has just installed; 101 means no. */
const POLICY = '/usr/sbin/policy-rc.d';

function install(packages: readonly string[]) {
  console.log(`installing for the tests: ${packages.join(' ')}`);
  const ours = !existsSync(POLICY);
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    aptGet('update', '-qq');
    aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
  } finally {
    if (ours) rmSync(POLICY);
  }
}

function aptGet(...args: readonly string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${stderr}`);
}

/** Makes sure that everything the tests start is there, or fails saying what to install. */
export function provision() {
  const before = missing();
  if (before.length > 0 && canInstall()) install(before.flatMap((needed) => needed.packages));
  const after = missing();
  if (after.length === 0) return;
  const lines = after.map(
    (needed) => `  ${needed.name} (or set ${needed.setting}); Debian: ${needed.packages.join(' ')}`,
  );
  throw new Error(`The tests need, and this machine has not:\n${lines.join('\n')}`);
}

/** The path of an installed program: PostgreSQL's folder, or the executable. */
export function binary(name: ServiceName): string {
  const found = NEEDED[name].find();
  if (found === undefined) throw new Error(`${NEEDED[name].name} is not installed`);
  return found;
}

export const isRoot = () => process.getuid?.() === 0;

/**
 * How to start a server so that it cannot outlive us, even after SIGKILL, and never runs as root.
 * `setpriv` is part of every Debian; elsewhere the server is started plainly.
 */
export function guarded(user: string | null, program: string, args: readonly string[]): [string, string[]] {
  const setpriv = onPath('setpriv');
  if (setpriv === undefined) return [program, [...args]];
  const drop = user !== null && isRoot() ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : [];
  return [setpriv, [...drop, '--pdeathsig=INT', program, ...args]];
}

/** Runs a program to its end as the given account. */
export function runAs(user: string, program: string, args: readonly string[]) {
  const [command, rest] = guarded(user, program, args);
  execFileSync(command, rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
}
