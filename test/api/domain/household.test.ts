import { describe, expect, it } from 'vitest';
import { shownTo } from '../../../api/domain/household.ts';
import type { RequestRecord } from '../../../api/domain/record.ts';

const filed = (name: string | null, own: boolean) => ({
  own,
  request: { reference: `${name}`, requester: { name, phone: null, email: null } } as unknown as RequestRecord,
});
const DEVICE = 'webchat:5f0c';
const NUMBER = 'sms:+962790000000';
const known = [filed('سارة حداد', false), filed('Omar Haddad', false), filed(null, false)];

describe('what a telephone number may be told', () => {
  it.each([
    ['no name', DEVICE, known, null, [], true],
    ['its own name', DEVICE, known, 'Sara Haddad', ['سارة حداد'], false],
    ['a name nobody bears', DEVICE, known, 'ليلى حداد', [], false],
    [
      'its own device, no name',
      DEVICE,
      [filed('سارة حداد', true), filed(null, true)],
      null,
      ['سارة حداد', 'null'],
      false,
    ],
    ['a number that wrote it, no name', NUMBER, [filed('سارة حداد', true)], null, [], true],
    ['a number that wrote it, the name', NUMBER, [filed('سارة حداد', true)], 'سارة', ['سارة حداد'], false],
    ['nothing under a name', DEVICE, [filed(null, false)], null, [], false],
  ] as const)('%s', (_case, sender, given, name, references, nameNeeded) => {
    const shown = shownTo(given, { sender, name });
    expect(shown.requests.map(({ reference }) => reference)).toEqual(references);
    expect(shown.nameNeeded).toBe(nameNeeded);
  });
});
