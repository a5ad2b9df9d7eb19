/** A status in Arabic fits two segments, whatever the reference, the stage and the dates in it. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STAGE_NAMES, STAGES } from '../../../api/contract/vocabulary.ts';
import { render } from '../../../bot/render.ts';
import { capabilities, textFor } from '../../../channels/sms/encode.ts';
import { costOf } from '../../../channels/sms/segments.ts';
import { readFlows, sourcesIn } from '../../../flows/load.ts';

const flows = readFlows(sourcesIn(join(import.meta.dirname, '../../../flows')));
const directory = { departments: [], governorates: [] } as unknown as Parameters<typeof render>[1]['directory'];
/** A day of every month, so that the longest names of days and months are among them. */
const MOMENTS = Array.from({ length: 28 }, (_, i) => new Date(Date.UTC(2026, i % 12, 1 + i, 12, 59)).toISOString());
const REFERENCES = ['260000000017', '264817309242', '269999999999', '100000000000', '111111111111'];

const step = flows.flows.status?.steps.find((each) => 'say' in each && each.say === 'status');
const text = step && 'say' in step ? { ar: step.ar ?? '', en: step.en ?? '' } : { ar: '', en: '' };

function longest(lang: 'ar' | 'en') {
  let most = { segments: 0, text: '', alphabet: '' };
  for (const reference of REFERENCES)
    for (const stage of STAGES)
      for (const at of MOMENTS) {
        const facts = {
          reference: { reference },
          status: { phrase: STAGE_NAMES[stage] },
          updatedAt: { moment: at },
          dueAt: { moment: at },
        };
        const [body] = render([{ kind: 'say', text, facts }], { flows, directory, lang, capabilities });
        const written = body ? textFor(body) : '';
        const cost = costOf(written);
        if (cost.segments >= most.segments && written.length >= most.text.length) most = { ...cost, text: written };
      }
  return most;
}

describe('a status by telephone', () => {
  test('is what the flow says', () => expect(text.ar).toContain('{reference}'));
  test('in Arabic takes at most two segments', () => {
    const most = longest('ar');
    expect(most.text).toMatch(/\d{12}/);
    expect(most.segments, `${most.text} (${most.text.length})`).toBeLessThanOrEqual(2);
  });
  test('in English takes at most two, in the cheap alphabet', () => {
    const most = longest('en');
    expect(most).toMatchObject({ alphabet: 'GSM-7' });
    expect(most.segments, `${most.text} (${most.text.length})`).toBeLessThanOrEqual(2);
  });
});
