/** Reads persona files and names every fault with its file. Run by itself it only checks them. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { ASKS } from '../../api/contract/vocabulary.ts';
import { faultIn } from '../../flows/fault.ts';
import { behavioursOf, goalOf, type Persona, PersonaFile } from './persona.ts';
import { isDepartment } from './world.ts';

export const PERSONAS = join(import.meta.dirname, 'personas');

export interface Read {
  readonly personas: readonly Persona[];
  readonly faults: readonly string[];
}

const LABELS = [
  'brief',
  'rambles',
  'typos',
  'over_informs',
  'sarcastic',
  'two_requests',
  'for_someone_else',
  'does_not_know',
];

function unknownDepartments({ facts, also = [], earlier, behaviours = [] }: Persona): string[] {
  const named = [facts, ...also, ...behaviours.map(({ changes }) => changes)].flatMap((each) => each?.department ?? []);
  const codes = [...named, ...(earlier ? [earlier.department] : [])].filter((code) => code !== null);
  return codes.filter((code) => !isDepartment(code)).map((code) => `"${code}" is no department's code`);
}

/** What a schema cannot say. */
function faultsIn(persona: Persona): string[] {
  const faults = unknownDepartments(persona);
  const { facts, matter, behaviours = [], answers = {} } = persona;
  if (goalOf(persona) === 'file' && (!facts || !matter)) faults.push('who files needs facts and matter');
  if (!matter && !behaviours.some(({ at }) => at === 'start'))
    faults.push('nothing is said: no matter, nothing at start');
  const anonymous = facts?.anonymous === true;
  if (facts && !anonymous && (facts.name === undefined || facts.phone === undefined))
    faults.push('facts.name and facts.phone are needed, or facts.anonymous: true');
  for (const { does, at, says, file, away, taps } of behavioursOf(persona)) {
    const acts = says !== undefined || file !== undefined || away !== undefined || taps !== undefined;
    if (at === undefined && acts) faults.push(`${does}: "at" is missing`);
    if (at !== undefined && !acts) faults.push(`${does}: says, file, away or taps is missing`);
    if (at === undefined && !LABELS.includes(does)) faults.push(`${does}: say when and how (at, says)`);
  }
  for (const slot of Object.keys(answers))
    if (!(ASKS as readonly string[]).includes(slot)) faults.push(`answers.${slot}: nobody asks for that`);
  return faults;
}

function readFile(folder: string, name: string): { persona?: Persona; faults: string[] } {
  const value: unknown = parse(readFileSync(join(folder, name), 'utf8'));
  if (!Value.Check(PersonaFile, value)) {
    const schema: TSchema = PersonaFile;
    const { path, text } = faultIn(schema, value);
    return { faults: [`${path.join('.')} ${text}`] };
  }
  const persona: Persona = { ...value, id: basename(name, '.yaml'), unseen: name.startsWith('unseen/') };
  return { persona, faults: faultsIn(persona) };
}

export function readPersonas(folder = PERSONAS): Read {
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const read = names.map((name) => ({ name, ...readFile(folder, name) }));
  return {
    personas: read.flatMap(({ persona, faults }) => (persona && faults.length === 0 ? [persona] : [])),
    faults: read.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { personas, faults } = readPersonas();
  for (const fault of faults) console.error(fault);
  console.log(`${personas.length} personas, ${personas.filter(({ unseen }) => unseen).length} of them unseen`);
  if (faults.length > 0) process.exitCode = 1;
}
