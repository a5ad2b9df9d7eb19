import { describe, expect, it } from 'vitest';
import { findDanger } from '../../nlu/emergency.ts';
import { fold } from '../../nlu/normalise.ts';
import { tokenise } from '../../nlu/tokens.ts';

const isDanger = (text: string) => {
  const folded = fold(text);
  return (findDanger(folded, tokenise(folded))?.confidence ?? 0) >= 0.5;
};

describe('danger now', () => {
  it.each([
    'في حريق ببيت الجيران',
    'الحقونا البيت ولع',
    'صار حادث وفي اصابات',
    'حادث سير والزلمة ينزف عالشارع',
    'جوزي بيضربني هلا',
    'واحد معه سكين بالشارع',
    'اطلاق نار بالحارة',
    'ابني وقع بالبير',
    'بدي اسعاف بسرعة',
    'ريحة غاز قوية بالعمارة',
    'my house is on fire',
    'there was an accident and people are injured',
    'someone is bleeding in the street',
    'he is beating me right now',
    'a man with a knife is outside the school',
    'a child fell into the well',
    'fi 7aree2 bl bait',
    '7ades w fi mosabeen',
  ])('%s', (text) => {
    expect(isDanger(text)).toBe(true);
  });
});

describe('only sounds like it', () => {
  it.each([
    'طوارئ المستشفى كانت وسخة',
    'استنيت بقسم الطوارئ اربع ساعات',
    'حريق أسعار بالسوق',
    'الاسعار نار',
    'بدي تجديد شهادة حريق للمحل',
    'طفاية حريق بكم',
    'the emergency room was dirty',
    'I was fired from my job',
    'fire extinguisher certificate fees',
    'بموت من الزهق وانا استنى',
    'تأخر الاسعاف ساعة امس',
  ])('%s', (text) => {
    expect(isDanger(text)).toBe(false);
  });
});
