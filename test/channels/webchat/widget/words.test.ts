import { describe, expect, test } from 'vitest';
import { decodeActivitySet, type Said } from '../../../../channels/webchat/widget/activity.ts';
import { createCalendar } from '../../../../channels/webchat/widget/calendar.ts';
import { faultOf, showSize } from '../../../../channels/webchat/widget/composer/files.ts';
import { LABELS } from '../../../../channels/webchat/widget/labels.ts';
import { segmentsOf } from '../../../../channels/webchat/widget/segments.ts';
import { type Gathering, gather, spoken } from '../../../../channels/webchat/widget/transcript/announcements.ts';
import { hear, linesOf, openOptions, unreadAfter } from '../../../../channels/webchat/widget/transcript/transcript.ts';

const said = (id: string, fields: Partial<Said> = {}): Said => ({
  id,
  mine: false,
  text: id,
  at: '2026-11-20T10:00:00Z',
  endsTurn: true,
  options: [],
  files: [],
  ...fields,
});

describe('text in runs', () => {
  const shown = (text: string) =>
    segmentsOf(text)
      .filter(({ kind }) => kind !== 'text')
      .map(({ kind, text: run, href }) => [kind, run, href ?? ''].join(' | '));

  test.each<[string, string[]]>([
    ['اتصل على 06 500 8080 الآن', ['phone | 06 500 8080 | tel:065008080']],
    ['هاتفي +962 7 9000 0000.', ['phone | +962 7 9000 0000 | tel:+962790000000']],
    ['هاتفي ٠٧٩٠٠٠٠٠٠٠', ['phone | ٠٧٩٠٠٠٠٠٠٠ | tel:0790000000']],
    ['رقم طلبك 2648 1730 9242', ['number | 2648 1730 9242 | ']],
    ['رقم طلبك ٢٦٤٨١٧٣٠٩٢٤٢', ['number | ٢٦٤٨١٧٣٠٩٢٤٢ | ']],
    ['اتصل بالرقم 911 أولًا', ['phone | 911 | tel:911']],
    [
      '(https://portal.jordan.gov.jo/ar).',
      ['link | https://portal.jordan.gov.jo/ar | https://portal.jordan.gov.jo/ar'],
    ],
    ['راسل a.b@example.jo', ['email | a.b@example.jo | mailto:a.b@example.jo']],
    ['من 08:00 إلى 15:30', []],
    ['بتاريخ 20/11/2026 أو 2026-11-20', []],
    ['1911 و 9110 و 9.911', []],
    ['javascript:alert(1)', []],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  test('nothing is lost', () => {
    const text = 'أ 911 ب https://a.jo/x?y=1, ج 06 500 8080\n2648 1730 9242';
    expect(
      segmentsOf(text)
        .map((segment) => segment.text)
        .join(''),
    ).toBe(text);
  });
});

describe('activities', () => {
  const set = (activity: object) => decodeActivitySet({ activities: [activity], watermark: '4' }, 'dl_me');

  test('a question of the bot', () => {
    const { heard, watermark } = set({
      type: 'message',
      id: 'c|1',
      from: { id: 'sawt', role: 'bot' },
      text: 'أي جهة؟',
      inputHint: 'ignoringInput',
      suggestedActions: { actions: [{ title: 'غيرها', value: 'z' }] },
      channelData: {
        sawt: {
          options: [{ id: 'cspd', label: 'الأحوال' }],
          topics: [{ id: 'phone', label: 'الهاتف' }],
          reference: '264817309242',
        },
      },
    });
    expect(watermark).toBe('4');
    expect(heard[0]).toMatchObject({
      kind: 'said',
      said: {
        mine: false,
        endsTurn: false,
        options: [
          { id: 'cspd', label: 'الأحوال' },
          { id: 'phone', label: 'الهاتف' },
        ],
        reference: '264817309242',
      },
    });
  });

  test('suggested actions stand in for options', () => {
    const { heard } = set({
      type: 'message',
      id: '1',
      from: { role: 'bot' },
      text: 'x',
      suggestedActions: { actions: [{ title: 'نعم', value: 'yes' }, { title: 5 }] },
    });
    expect(heard[0]).toMatchObject({ said: { options: [{ id: 'yes', label: 'نعم' }] } });
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a number', 7],
    ['activities of the wrong kind', { activities: 'x', watermark: 3 }],
    ['an empty message', { activities: [{ type: 'message', id: '1' }] }],
    ['an update of the conversation', { activities: [{ type: 'conversationUpdate', id: '1' }] }],
    ['one’s own typing', { activities: [{ type: 'typing', from: { id: 'dl_me' } }] }],
  ])('%s shows nothing', (_, frame) => {
    expect(decodeActivitySet(frame, 'dl_me')).toEqual({ heard: [], watermark: null });
  });
});

describe('the transcript', () => {
  test('history and stream overlap: nothing twice', () => {
    const once = hear(hear([], said('1')), said('1'));
    expect(once).toHaveLength(1);
  });

  test('options stay open only under the last message, and close with any answer', () => {
    const options = [{ id: 'a', label: 'أ' }];
    const asked = [said('1', { options })];
    const queued = { clientId: 'q', text: 'x', at: '', state: 'queued', tries: 0, files: [] } as const;
    expect(openOptions(asked, [])).toEqual(options);
    expect(openOptions(asked, [queued])).toEqual([]);
    expect(openOptions([...asked, said('2', { mine: true })], [])).toEqual([]);
    expect(openOptions([...asked, said('3')], [])).toEqual([]);
  });

  test('unread counts the other side only', () => {
    const transcript = [said('1'), said('2', { mine: true }), said('3'), said('4')];
    expect([unreadAfter(transcript, '1'), unreadAfter(transcript, null), unreadAfter(transcript, '4')]).toEqual([
      2, 3, 0,
    ]);
  });

  test('a line for each day, before its first message', () => {
    const transcript = [
      said('1'),
      said('2', { at: '2026-11-21T10:00:00Z' }),
      said('3', { at: '2026-11-21T11:00:00Z' }),
    ];
    const kinds = linesOf(transcript, [], (at) => at.slice(0, 10)).map(({ kind }) => kind);
    expect(kinds).toEqual(['day', 'said', 'day', 'said', 'said']);
  });
});

describe('what a screen reader hears', () => {
  function turnsOf(messages: readonly Said[]): string[] {
    let gathering: Gathering = [];
    const heard: string[] = [];
    for (const message of messages) {
      const result = gather(gathering, message);
      gathering = result.gathering;
      heard.push(...result.turns.map((turn) => turn.map(({ id }) => id).join('+')));
    }
    return heard;
  }

  test('a turn of three messages is one announcement', () => {
    expect(turnsOf([said('1', { endsTurn: false }), said('2', { endsTurn: false }), said('3')])).toEqual(['1+2+3']);
  });
  test('own words are never spoken', () => {
    expect(turnsOf([said('1', { mine: true }), said('2')])).toEqual(['2']);
  });
  test('a turn cut short by the next is still spoken, apart from it', () => {
    expect(turnsOf([said('1', { endsTurn: false, replyTo: 'a' }), said('2', { replyTo: 'b' })])).toEqual(['1', '2']);
  });
  test('the options are part of it', () => {
    const turn = [
      said('أي جهة؟', {
        options: [
          { id: '1', label: 'الأحوال' },
          { id: '2', label: 'الأراضي' },
        ],
      }),
    ];
    expect(spoken(turn, LABELS.ar)).toBe('أي جهة؟\nالخيارات: الأحوال، الأراضي');
  });
});

describe('small things', () => {
  test('files', () => {
    expect(faultOf({ size: 10 * 1024 * 1024, type: 'image/png' })).toBeNull();
    expect(faultOf({ size: 10 * 1024 * 1024 + 1, type: 'image/png' })).toBe('fileTooLarge');
    expect(faultOf({ size: 1, type: 'application/x-msdownload' })).toBe('fileType');
    expect(faultOf({ size: 0, type: 'text/plain' })).toBe('fileEmpty');
    expect([showSize(12), showSize(2048), showSize(1.5 * 1024 * 1024)]).toEqual(['12 B', '2 KB', '1.5 MB']);
  });

  test('today, yesterday, else the date; Latin digits in Arabic', () => {
    const now = new Date('2026-11-20T12:00:00');
    const { day, time } = createCalendar('ar');
    expect([day('2026-11-20T09:00:00', now), day('2026-11-19T09:00:00', now)]).toEqual(['اليوم', 'أمس']);
    expect(day('2026-11-01T09:00:00', now)).toContain('1 تشرين الثاني');
    expect(time('2026-11-20T09:05:00')).toMatch(/^9:05/);
  });

  test('every label exists in both languages and differs', () => {
    expect(Object.keys(LABELS.en)).toEqual(Object.keys(LABELS.ar));
    expect(LABELS.ar.unread(2)).toBe('رسالتان جديدتان');
    expect(LABELS.ar.unread(11)).toBe('11 رسالة جديدة');
    expect(LABELS.en.unread(1)).toBe('1 new message');
  });
});
