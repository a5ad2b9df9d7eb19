/** The rules of the house about one file, each a function from a source to its breaches. */
import type { Source } from './source.ts';

export type Rule = (source: Source) => string[];

const inside = (path: string, places: readonly RegExp[]) => places.some((place) => place.test(path));

/** A use that only some places may make. */
const only =
  (use: string, ...places: readonly RegExp[]): Rule =>
  ({ path, uses }) =>
    uses.has(use) && !inside(path, places) ? [`${path} uses ${use}`] : [];

/** Strings of a kind that only some places may hold. */
const onlyStrings =
  (what: string, kind: RegExp, ...places: readonly RegExp[]): Rule =>
  ({ path, strings }) =>
    inside(path, places)
      ? []
      : strings.filter((text) => kind.test(text)).map((text) => `${path} holds ${what}: ${text.slice(0, 60)}`);

const HALL = /^app\.ts$/;
/** Programs of their own that run in the browser, where their entry is the hall. */
const BROWSER_ENTRY = /^(channels\/webchat\/widget|api\/pages\/[^/]+\/client)\/index\.ts$/;
const SQL_PLACES = [/^api\/store\//, /^bot\/conversations\.ts$/, /^channels\/store\//, /^migrations\//];
const SQL =
  /^\s*(with|select|insert|update|delete|create|alter|drop|begin|commit)\b[\s\S]*\b(select|from|into|set|table|index|begin|commit)\b/;
const PURE = /^(bot\/engine|nlu|flows|api\/domain|api\/contract)\//;
const CHANNEL_NAME = /^(webchat|messenger|sms|voice|contact_centre|botservice|console)(:.*)?$/;
/** `sms` and `speech` are also registers that messages are written in, which understanding learns. */
const CHANNEL_PLACES = [/^nlu\//, /^channels\//, /^config\.ts$/, /^chat\.ts$/, /^api\/contract\/vocabulary\.ts$/];
const ARABIC_SENTENCE = /\p{Script=Arabic}{2,}[\s،:]+\p{Script=Arabic}{2,}/u;
const ARABIC_PLACES = [
  /^flows\//,
  /^nlu\//,
  /^api\/contract\/(problem|vocabulary)\.ts$/,
  /^api\/pages\//,
  /^channels\/webchat\/widget\/labels\.ts$/,
  // Words that are heard, not said.
  /^channels\/sms\/opt-out\.ts$/,
];
const DRAWER = /(^|\/)(types|interfaces|utils?|helpers?|common|misc|services?|managers?)(\.ts$|\/)/;

const engineIsPure: Rule = ({ path, uses }) => {
  if (!path.startsWith('bot/engine/')) return [];
  const impure = [
    'Promise',
    'async',
    'process',
    'fetch',
    'console',
    'setTimeout()',
    'setInterval()',
    'queueMicrotask()',
  ];
  return impure.filter((use) => uses.has(use)).map((use) => `${path} uses ${use}`);
};

const noRandomness: Rule = ({ path, uses }) =>
  PURE.test(path) && uses.has('Math.random') ? [`${path} uses Math.random`] : [];

const noBarrel: Rule = ({ path, imports }) =>
  imports.filter(({ passedOn }) => passedOn).map(({ to }) => `${path} passes on ${to}: import it where it lives`);

const noDrawer: Rule = ({ path }) => (DRAWER.test(path) ? [`${path} is a drawer for anything`] : []);

/** Which server or database is used is decided in the hall alone. */
const onlyTheHallWires: Rule = ({ path, imports }) =>
  inside(path, [HALL, /^api\/store\//])
    ? []
    : imports
        .filter(({ to, typeOnly }) => /^api\/store\/(database|embedded)\.ts$/.test(to) && !typeOnly)
        .map(({ to }) => `${path} opens a database by itself (${to})`);

export const RULES: Readonly<Record<string, Rule>> = {
  'the environment is read in config.ts alone': only('process.env', /^config\.ts$/),
  'the clock is read in app.ts alone (Date.now)': only('Date.now', HALL, BROWSER_ENTRY),
  'the clock is read in app.ts alone (new Date())': only('new Date()', HALL, BROWSER_ENTRY),
  'pure rooms hold no randomness': noRandomness,
  'the engine is synchronous and touches nothing': engineIsPure,
  'SQL stands in its own places': onlyStrings('SQL', SQL, ...SQL_PLACES),
  'statements are run in their own places': only('.query()', ...SQL_PLACES),
  'a channel is named only where channels are': onlyStrings('a channel name', CHANNEL_NAME, ...CHANNEL_PLACES),
  'sentences to citizens stand in the flows': onlyStrings('an Arabic sentence', ARABIC_SENTENCE, ...ARABIC_PLACES),
  'no decorators': only('decorator'),
  'no barrels': noBarrel,
  'no drawers': noDrawer,
  'only the hall wires': onlyTheHallWires,
};
