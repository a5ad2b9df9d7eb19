/** Somebody sensible takes over wherever a conversation stands: answers what is asked, and comes to an end. */
import type { State } from '../../../bot/engine/state.ts';
import type { InboundBody } from '../../../channels/channel.ts';

const MATTER = 'صارلي ٣ شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا';

const tap = (optionId: string): InboundBody => ({ text: optionId, optionId });

const ANSWERS: Readonly<Record<string, InboundBody>> = {
  type: tap('complaint'),
  description: { text: MATTER },
  governorate: tap('IRBID'),
  department: { text: 'دائرة الأحوال المدنية والجوازات' },
  location: { text: 'شارع الجامعة جنب الدوار' },
  name: { text: 'محمد العلي' },
  phone: { text: '0790000000' },
  email: { text: 'name@example.com' },
  reference: { text: '264817309242' },
  rating_reason: { text: 'تأخرتم كثيرا' },
  answer: { text: 'الشارع الثاني جنب المدرسة' },
  rating: tap('4'),
  code: { text: '123456' },
  next_request: tap('no'),
};

/** What a sensible person answers; undefined when nothing is open. */
export function sensible({ waiting, frames }: State): InboundBody | undefined {
  if (!waiting || (frames.length === 0 && waiting.slot === 'description')) return undefined;
  if (waiting.slot === 'type' && frames.length === 0) return undefined;
  const { slot, options } = waiting;
  if (options.includes('yes') && slot !== 'next_request') return tap('yes');
  const answer = ANSWERS[slot];
  if (answer && (answer.optionId === undefined || options.includes(answer.optionId))) return answer;
  const first = options[0];
  return first === undefined ? (answer ?? { text: MATTER }) : tap(first);
}
