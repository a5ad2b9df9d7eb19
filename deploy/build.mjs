/**
 * Makes `dist/`: the programs, the widget and pages, the data they read, and a ready database for the embedded default.
 * Needs nothing but the product's own dependencies, so `npm ci --omit=dev` builds too.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const from = (...path) => join(root, ...path);
const to = (...path) => join(dist, ...path);

/** Packages of many small files are bundled, which halves the time to load them; the others find files beside them. */
const BUNDLED = [
  '@fastify/cors',
  '@fastify/multipart',
  '@fastify/rate-limit',
  '@fastify/swagger',
  '@fastify/type-provider-typebox',
  '@fastify/websocket',
  'fastify',
  'helmet',
  'intl-messageformat',
  'ioredis',
  'jose',
  'libphonenumber-js',
  'pg',
  'prom-client',
  'typebox',
  'yaml',
];
const { dependencies } = JSON.parse(readFileSync(from('package.json'), 'utf8'));
const external = Object.keys(dependencies).filter((name) => !BUNDLED.includes(name));
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const node = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: external.flatMap((name) => [name, `${name}/*`]),
  banner: { js: REQUIRE },
  logLevel: 'warning',
};
const browser = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  sourcemap: true,
  logLevel: 'warning',
};

/** Everything of the last build but the database, which is slow to make and seldom changes. */
function clear() {
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) {
    if (!name.startsWith('template')) rmSync(to(name), { recursive: true, force: true });
  }
}

const programs = () =>
  build({ ...node, entryPoints: ['server.ts', 'chat.ts'], outdir: dist, splitting: true, sourcemap: true });

const widget = () => build({ ...browser, entryPoints: ['channels/webchat/widget/index.ts'], outfile: to('widget.js') });

/** A page is a folder: its files as they are, its `client/` bundled beside them. */
async function pages() {
  const folders = readdirSync(from('api/pages'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const isAsset = (path) => !path.endsWith('.ts') && path !== from('api/pages', name, 'client');
    cpSync(from('api/pages', name), to('pages', name), { recursive: true, filter: isAsset });
    const client = `api/pages/${name}/client/index.ts`;
    if (existsSync(from(client))) {
      await build({ ...browser, entryPoints: [client], outfile: to('pages', name, 'client.js') });
    }
  }
}

function fonts() {
  const files = join(dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-arabic')), 'files');
  for (const script of ['arabic', 'latin']) {
    cpSync(
      join(files, `noto-sans-arabic-${script}-wght-normal.woff2`),
      to('fonts', `noto-sans-arabic-${script}.woff2`),
    );
  }
}

function data() {
  if (existsSync(from('flows')))
    cpSync(from('flows'), to('flows'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
  if (existsSync(from('nlu/weights'))) cpSync(from('nlu/weights'), to('nlu/weights'), { recursive: true });
  cpSync(from('migrations'), to('migrations'), { recursive: true, filter: (path) => !/\.ts$|\/seed$/.test(path) });
}

/** A migrated and seeded data directory, copied at the first start: 0.5 s then, and not 5. */
async function template() {
  const program = to('template.js');
  const { outputFiles } = await build({
    ...node,
    entryPoints: ['deploy/template.mjs'],
    outfile: program,
    write: false,
  });
  const text = outputFiles[0].text;
  const migrations = readdirSync(from('migrations')).filter((name) => name.endsWith('.sql'));
  const hash = createHash('sha256').update(text);
  for (const name of migrations) hash.update(readFileSync(from('migrations', name)));
  const mark = hash.digest('hex');
  if (existsSync(to('template.hash')) && readFileSync(to('template.hash'), 'utf8') === mark) return;
  rmSync(to('template'), { recursive: true, force: true });
  rmSync(to('template.hash'), { force: true });
  writeFileSync(program, text);
  execFileSync(process.execPath, [program, to('template.unfinished')], { stdio: 'inherit' });
  cpSync(to('template.unfinished', 'database'), to('template'), { recursive: true });
  rmSync(to('template.unfinished'), { recursive: true });
  rmSync(program);
  writeFileSync(to('template.hash'), mark);
}

clear();
await Promise.all([
  existsSync(from('app.ts')) && existsSync(from('chat.ts')) && programs(),
  existsSync(from('channels/webchat/widget/index.ts')) && widget(),
  existsSync(from('api/pages')) && pages(),
]);
fonts();
data();
await template();
