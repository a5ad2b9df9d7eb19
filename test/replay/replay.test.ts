/** Stored conversations on the same flows say the same; on changed ones the differences are listed, and nobody's words. */
import { describe, expect, it } from 'vitest';
import type { Overrides } from '../../app.ts';
import { readFlows } from '../../flows/load.ts';
import { FLOWS } from '../bot/engine/said.ts';
import { slip } from '../flows/sources.ts';
import { openHouse } from '../house-app.ts';
import { createPlayer } from '../stories/player.ts';
import { shown } from './difference.ts';
import { createMask } from './mask.ts';
import { replay } from './replay.ts';
import { type Stored, storedIn } from './stored.ts';

async function recorded(): Promise<readonly Stored[]> {
  const house = await openHouse();
  try {
    const player = createPlayer(house.app);
    await player.start('ar');
    for (const text of ['صارلي ٣ شهور بستنى جواز سفري بأحوال إربد', 'محمد العلي', '0790000000', 'نعم'])
      await player.say(text);
    await player.act('ask', { question: 'متى قدّمت؟' });
    await player.say('أول الشهر الماضي');
    await player.say('وين صار طلبي {reference}');
    return await storedIn(house.app.db);
  } finally {
    await house.close();
  }
}

async function replayed(messages: readonly Stored[], overrides: Overrides = {}) {
  let moment = new Date(messages[0]?.at ?? 0);
  const house = await openHouse({ now: () => moment, ...overrides });
  try {
    return await replay(messages, {
      app: house.app,
      at: (next) => {
        moment = next;
      },
    });
  } finally {
    await house.close();
  }
}

describe('stored conversations', () => {
  it('say the same on the same flows, and what differs on changed ones', async () => {
    const messages = await recorded();
    const same = await replayed(messages);
    expect(same.differences.map(shown)).toEqual([]);
    expect(same).toMatchObject({ conversations: 1, turns: 8 });

    const otherWords = readFlows(slip('slots.yaml', 'ما اسمك؟', 'ما اسمك الكامل؟'));
    const reworded = await replayed(messages, { flows: otherWords });
    expect(reworded.differences.map(({ turn, what }) => `${turn} ${what}`)).toEqual(['1 words']);

    const nameless = readFlows(slip('complaint.yaml', '  - ask: name\n    need: refusable\n', ''));
    const [first] = (await replayed(messages, { flows: nameless })).differences;
    expect(first).toMatchObject({ turn: 1, what: 'question', was: 'name', is: 'phone' });
  }, 120_000);
});

describe('what is listed', () => {
  const mask = createMask(FLOWS, ['جارتي أم رامي تعرف الموضوع']);
  it('holds no name, number, address, nor a person’s own words', () => {
    const summary =
      '• الاسم: محمد العلي\n• الهاتف: +962790000000\n• نوع الطلب: شكوى\n• ما كتبته: سطر\nوسطر آخر\n• الرد قبل: غدًا';
    expect(mask(summary)).toBe('• الاسم: …\n• الهاتف: …\n• نوع الطلب: شكوى\n• ما كتبته: …\n• الرد قبل: غدًا');
    expect(mask('قلت: جارتي أم رامي تعرف الموضوع. رقمك 0790000000 أو a@example.com')).toBe('قلت: …. رقمك # أو …');
    expect(mask('request 2648 1730 9242: "my words", code TALT497FTJ')).toBe('request #: "…", code #');
  });
});
