/** One citizen at the door, from the first word to the last: what was said on both sides, and what was filed. */
import { type Citizen, createCitizen, type Heard, type Move } from './citizen.ts';
import { type Line, openLine, type Said } from './door.ts';
import { slipsIn } from './etiquette.ts';
import type { Facts, Persona } from './persona.ts';

/** A request as the officer's side reads it. */
export type Filed = Readonly<Record<string, unknown>>;

/** The officer's side of the house. */
export interface Office {
  file(request: { type: string; department: string; description: string }): Promise<string>;
  read(reference: string): Promise<Filed>;
}

export interface Town {
  readonly url: string;
  readonly office: Office;
  /** Resolves when that much time has passed for everybody who waits. */
  away(hours: number): Promise<void>;
}

export interface Turn {
  readonly move: Move;
  readonly said: readonly Said[];
  readonly ms: number;
}

export interface Visit {
  readonly persona: Persona;
  readonly turns: readonly Turn[];
  /** The facts at the end, after the person's own corrections. */
  readonly facts: Facts | undefined;
  readonly references: readonly string[];
  readonly filed: readonly Filed[];
  /** Turns up to the last number told; undefined when none was. */
  readonly turnsToFile: number | undefined;
  /** Breaches of what a turn must look like, and what went wrong on the way. */
  readonly slips: readonly string[];
}

const MOST_TURNS = 30;

const referencesIn = (said: readonly Said[]) =>
  said.flatMap(({ sawt }) => (sawt.reference === undefined ? [] : [sawt.reference]));

function heardOf(said: readonly Said[], references: readonly string[]): Heard {
  const last = said.at(-1)?.sawt;
  const text = said.map((each) => each.text).join('\n');
  return { ask: last?.ask ?? null, options: last?.options ?? [], text, references };
}

interface Talk {
  readonly line: Line;
  readonly citizen: Citizen;
  readonly town: Town;
  readonly earlier: string | undefined;
}

async function converse({ line, citizen, town, earlier = '' }: Talk) {
  const turns: Turn[] = [];
  const slips: string[] = [];
  const references: string[] = [];
  let turnsToFile: number | undefined;
  let heard = heardOf(line.greeting, []);
  let move: Move | undefined = citizen.open();
  while (move !== undefined && turns.length < MOST_TURNS) {
    if (move.awayHours !== undefined) {
      await town.away(move.awayHours);
      await line.comeBack();
    }
    const said: Move = { ...move, text: move.text.replaceAll('{reference}', earlier) };
    const answer = await line.send(said);
    if (answer.kind === 'refused') {
      if (answer.status >= 500 || said.file === undefined) slips.push(`refused: ${answer.status} ${answer.detail}`);
      turns.push({ move: said, said: [], ms: 0 });
    } else {
      turns.push({ move: said, said: answer.said, ms: answer.ms });
      slips.push(...slipsIn(answer.said).map((slip) => `turn ${turns.length}: ${slip}`));
      const told = referencesIn(answer.said);
      references.push(...told);
      if (told.length > 0) turnsToFile = turns.length;
      heard = heardOf(answer.said, references);
    }
    if (move.ends) break;
    move = citizen.next(heard);
  }
  if (turns.length >= MOST_TURNS) slips.push(`no end in ${MOST_TURNS} turns`);
  return { turns, slips, references, turnsToFile };
}

export async function visit(persona: Persona, town: Town): Promise<Visit> {
  const earlier = persona.earlier && (await town.office.file(persona.earlier));
  const line = await openLine(town.url, persona.lang === 'en' ? 'en' : 'ar');
  const citizen = createCitizen(persona);
  const talk = await converse({ line, citizen, town, earlier });
  const filed = await Promise.all(talk.references.map((reference) => town.office.read(reference)));
  return { persona, facts: citizen.facts(), filed, ...talk };
}
