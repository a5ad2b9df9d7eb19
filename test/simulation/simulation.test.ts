/** Citizens of a fixed subset at the public door of a whole house; and a judge that can say no. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, type Housed, openHouse } from '../house-app.ts';
import { createCitizen, type Heard } from './citizen.ts';
import { slipsIn } from './etiquette.ts';
import { judge } from './judge.ts';
import type { Persona } from './persona.ts';
import { readPersonas } from './read.ts';
import { gates, judged, script, table } from './report.ts';
import { createClock, openDoor, visits } from './town.ts';
import type { Visit } from './visit.ts';

/** One of each manner; all of them are run by `npm run simulate:citizens`. */
const SUBSET = /^sample-/;

const { personas, faults } = readPersonas();
const chosen = personas.filter(({ id }) => SUBSET.test(id));

describe('persona files', () => {
  it('are all well formed', () => {
    expect(faults).toEqual([]);
  });
});

describe('simulated citizens', () => {
  const clock = createClock();
  let house: Housed;
  let made: readonly Visit[];
  beforeAll(async () => {
    house = await openHouse({ now: clock.now });
    made = await visits(chosen, { url: await openDoor(house.app), key: ADMIN_KEY, clock });
  }, 120_000);
  afterAll(() => house.close());

  it('all talk to the end', () => {
    expect(made.map(({ persona }) => persona.id)).toEqual(chosen.map(({ id }) => id));
    expect(chosen.length).toBeGreaterThanOrEqual(3);
  });
  it('end with a request whose kind, department and words are right', () => {
    const wrong = judged(made).filter(({ verdict }) => !verdict.right);
    expect(wrong.map(script).join('\n')).toBe('');
  });
  it('meet a well-formed turn each time', () => {
    expect(made.flatMap(({ persona, slips }) => slips.map((slip) => `${persona.id}: ${slip}`))).toEqual([]);
  });
  it('are judged: another kind, other words, a missing number and a name that was refused are all seen', () => {
    const [first] = made.filter(({ persona }) => persona.id === 'sample-mother-in-tafila');
    const [filed] = first?.filed ?? [];
    if (!first || !filed) throw new Error('nobody to judge');
    const changed = (fields: object) => judge({ ...first, filed: [{ ...filed, ...fields }] });
    expect(changed({ type: 'inquiry' }).wrong.join()).toContain('type "inquiry"');
    expect(changed({ department: 'GAM' }).wrong.join()).toContain('department "GAM"');
    expect(changed({ description: 'other' }).wrong.join()).toContain('description');
    expect(judge({ ...first, filed: [] }).wrong.join()).toContain('0 requests filed');
    const nameless = { ...first, facts: first.facts && { ...first.facts, name: null } };
    expect(judge(nameless).off.join()).toContain('a name that was refused');
    const unclear = judged(made.map((visit) => ({ ...visit, filed: [], turnsToFile: undefined })));
    expect(gates(unclear).map(({ passed }) => passed)[0]).toBe(false);
    expect(table(judged(made))).toContain('corrects at summary');
  });
});

describe('a citizen', () => {
  const PERSONA: Persona = {
    id: 'invented',
    unseen: false,
    persona: 'invented',
    lang: 'en',
    register: 'english',
    clear: true,
    facts: {
      type: 'complaint',
      department: ['CSPD', null],
      governorate: ['IRBID'],
      axis: ['service_time'],
      name: 'Sara Haddad',
      phone: '0790000000',
    },
    matter: ['My passport is late'],
    behaviours: [{ does: 'refuses_phone', at: 'phone', says: ['no', 'no!'], changes: { phone: null } }],
    if_wrong: { department: 'No, the civil status' },
  };
  const heard = (ask: string | null, ids: readonly string[] = [], text = ''): Heard => ({
    ask,
    options: ids.map((id) => ({ id, label: `label of ${id}` })),
    text,
    references: [],
  });

  it('answers from the facts, by what is offered, in its own order', () => {
    const citizen = createCitizen(PERSONA);
    expect(citizen.open().text).toBe('My passport is late');
    expect(citizen.next(heard('department', ['GAM', 'CSPD']))?.text).toBe('label of CSPD');
    expect(citizen.next(heard('governorate', ['AMMAN']))?.text).toBe('Irbid');
    expect(citizen.next(heard('phone'))?.text).toBe('no');
    expect(citizen.next(heard('name'))?.text).toBe('Sara Haddad');
    expect(citizen.next(heard('phone'))?.text).toBe('no!');
    expect(citizen.facts()?.phone).toBeNull();
  });
  it('sees at a glance that the summary names another department, and says so once', () => {
    const citizen = createCitizen(PERSONA);
    citizen.open();
    const summary = heard('confirm', ['yes', 'change'], '• Department: Greater Amman Municipality');
    expect(citizen.next(summary)?.text).toBe('No, the civil status');
    expect(citizen.next(summary)?.text).toBe('label of yes');
  });
  it('picks by button or number when that is its way', () => {
    const taps = createCitizen({ ...PERSONA, picks: 'taps' });
    taps.open();
    expect(taps.next(heard('department', ['GAM', 'CSPD']))?.optionId).toBe('CSPD');
    const number = createCitizen({ ...PERSONA, picks: 'number' });
    number.open();
    expect(number.next(heard('department', ['GAM', 'CSPD']))?.text).toBe('2');
  });
});

describe('a well-formed turn', () => {
  const last = { text: 'What is your name?', inputHint: 'expectingInput', sawt: { ask: 'name', flow: 'complaint' } };
  it('has one question, at its end, with options that are known', () => {
    expect(slipsIn([last])).toEqual([]);
    expect(slipsIn([])).toEqual(['no answer']);
    expect(slipsIn([{ ...last, inputHint: 'ignoringInput' }, last])).toContain('a question before the last message');
    expect(slipsIn([{ ...last, sawt: { ...last.sawt, ask: 'shoe_size' } }])).toContain('unknown ask "shoe_size"');
    const options = [{ id: 'maybe', label: 'Maybe' }];
    expect(slipsIn([{ ...last, sawt: { ...last.sawt, ask: 'confirm', options } }])).toContain(
      'ask confirm offers "maybe"',
    );
    expect(slipsIn([{ ...last, text: 'Hello {name}' }]).join()).toContain('raw text');
  });
});
