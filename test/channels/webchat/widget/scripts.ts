/** What the scripted bot says in the browser tests: one answer of each kind the widget shows. */
import type { Bot } from './scripted-server.ts';

const options = (labels: readonly string[]) => ({
  channelData: { sawt: { options: labels.map((label, index) => ({ id: `o${index + 1}`, label })) } },
});
export const DEPARTMENTS = [
  'دائرة الأحوال المدنية والجوازات',
  'دائرة الأراضي والمساحة',
  'أمانة عمّان الكبرى',
  'المؤسسة العامة للضمان الاجتماعي',
  'إدارة ترخيص السواقين والمركبات',
  'وزارة الصحة',
  'وزارة التربية والتعليم',
  'وزارة المياه والري',
];
export const FILED = {
  text: 'سُجّل طلبك برقم 2648 1730 9242. للاستفسار اتصل على 06 500 8080.',
  channelData: {
    sawt: { reference: '264817309242', dueAt: '2026-11-25T15:30:00+03:00', followUpCode: 'K7RM-4TQX' },
  },
};

export const script: Bot = (said, say, typing) => {
  if (said.type === 'start') return say({ text: 'مرحبًا، أنا صوت، مساعد آلي.', ...options(['شكوى', 'استفسار']) });
  const text = String(said.text);
  if (text.includes('حريق'))
    return say({ text: 'اتصل بالرقم 911 أولًا.', channelData: { sawt: { notice: 'emergency' } } });
  if (text.includes('قائمة')) return say({ text: 'أي جهة تقصد؟', ...options(DEPARTMENTS) });
  if (text.includes('انتظر')) return typing();
  if (text.includes('سجّل')) {
    say({ text: 'أسجّل طلبك.', inputHint: 'ignoringInput' });
    say({ text: 'لحظة.', inputHint: 'ignoringInput' });
    return say(FILED);
  }
  say({ text: `سمعت: ${text}` });
};
