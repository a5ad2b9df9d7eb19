import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { readShippedModel } from '../../nlu/shipped.ts';
import { createUnderstanding } from '../../nlu/understand.ts';

const model = readShippedModel(fileURLToPath(new URL('../../nlu/weights', import.meta.url)));
const understand = createUnderstanding(model);
const context = { directory: seedDirectory(), now: '2026-11-20T12:00:00+03:00' };
const said = (text: string) => understand(text, context);

describe('an act is aimed at us, or it is none', () => {
  it.each([
    ['an employee complained of', 'بدي اقدم شكوى على موظف'],
    ['an employee praised', 'بدي أشكر موظف'],
    ['an employee described', 'موظف وقح'],
    ['an employee described, in English', 'rude employee'],
    ['an insult of somebody else', 'موظفة قليلة ادب'],
    ['rubbish in the street', 'fi zbaleh ktir'],
    ['a complaint not yet made', 'شكوى على الأحوال'],
    ['"status" in a name', 'complaint about civil status'],
    ['a file that is late', 'معاملتي متأخرة'],
    ['a name like a goodbye', 'سلمى'],
    ['a name like a yes', 'نعمة'],
    ['a name in Latin letters', 'Omar Nasser'],
    ['an address', 'عمارة 12 طابق 3'],
    ['a place nearby', 'near the big mosque'],
  ])('%s is a request: %s', (_, text) => {
    expect(said(text).act.value).toBe('request');
  });

  it.each([
    ['بدي احكي مع موظف', 'human_agent'],
    ['موظف لو سمحت', 'human_agent'],
    ['وين صار طلبي', 'status_query'],
    ['status of my complaint', 'status_query'],
    ['يا حمار', 'abuse'],
    ['you are useless', 'abuse'],
    ['مرحبا', 'greeting'],
    ['shokran', 'thanks'],
  ])('%s stays %s', (text, act) => {
    expect(said(text).act.value).toBe(act);
  });
});

describe('a place says where, not who', () => {
  it.each(['وادي السير', 'الزرقا', 'الشونة الجنوبية', 'العقبة', 'في بصيرا بمحافظة الطفيلة', 'Karak governorate'])(
    '%s names no department',
    (text) => {
      expect(said(text).department.value).toBeNull();
      expect(said(text).type.confidence).toBeLessThan(0.5);
    },
  );

  it('unless the body is what is complained of', () => {
    expect(said('بدي اشتكي على محافظة الكرك').department.value).toBe('GOV_KARAK');
  });
});

describe('two matters in one message', () => {
  it.each([
    ['Two things: my passport is late. Also the street light outside my house is broken', 2],
    ['الأولى جوازي متأخر بأحوال الزرقاء، الثانية فاتورة المي غالية كتير، الثالثة بدي اقترح تفتحوا السبت', 3],
  ])('%s', (text, count) => {
    const { parts } = said(text);
    expect(parts).toHaveLength(count);
    for (const part of parts ?? []) expect(text.slice(part.start, part.end)).toBe(part.text);
  });

  it.each([
    'الموظف صرخ علي و قال ارجع بكرا',
    'مواعيد واوراق تجديد الجواز',
    'They refused my file. I object to this decision and want it reviewed.',
    'my request was refused for the second time by the ministry of labour',
  ])('one matter stays whole: %s', (text) => {
    expect(said(text).parts).toBeUndefined();
  });
});
