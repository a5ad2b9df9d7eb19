/** A morning at the desk: requests of many kinds, a call with what it repeats, people who wait. All invented. */

import { feed } from '../../../channels/transcripts/feed.ts';
import { ADMIN_KEY } from '../../../house-app.ts';
import type { DeskStage } from '../desk-stage.ts';

const headers = { authorization: `Bearer ${ADMIN_KEY}` };
const HOUR = 3_600_000;
export const MORNING = Date.parse('2026-11-22T09:00:00+03:00');

const REQUESTS: readonly (readonly [hoursAgo: number, body: object])[] = [
  [
    90,
    {
      type: 'complaint',
      importance: 'critical',
      axis: 'service_time',
      department: 'CSPD',
      governorate: 'IRBID',
      description:
        'صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا، وعندي سفر للعلاج الأسبوع الجاي',
      requester: { name: 'مها العدوان', phone: '0791234567' },
    },
  ],
  [
    60,
    {
      type: 'complaint',
      importance: 'high',
      axis: 'output_quality',
      department: 'MUN_IRBID',
      governorate: 'IRBID',
      description: 'في حفرة كبيرة بشارع الثلاثين قدام المدرسة كسرت جنط سيارتي',
      location: 'شارع الثلاثين، قدام المدرسة',
      requester: { name: 'سامر عودة', phone: '0790000431' },
    },
  ],
  [
    20,
    {
      type: 'inquiry',
      importance: 'low',
      axis: 'procedures',
      department: 'CSPD',
      governorate: null,
      description:
        'Which papers do I need to renew my passport if I live abroad? The office in Amman told my brother one thing and the embassy told me another.',
      requester: { name: 'Salma Haddad', email: 'salma@example.com' },
      lang: 'en',
    },
  ],
  [
    12,
    {
      type: 'violation_report',
      importance: 'high',
      axis: 'staff_conduct',
      department: 'DVLD',
      governorate: 'AMMAN',
      description: 'موظف على شباك الترخيص طلب مني 20 دينار "إكرامية" حتى يمشّي المعاملة اليوم',
      anonymous: true,
    },
  ],
  [
    6,
    {
      type: 'suggestion',
      importance: 'low',
      axis: 'environment',
      department: 'GAM',
      governorate: 'AMMAN',
      description: 'يا ريت مقاعد ومظلات عند موقف الباص مقابل مستشفى الجامعة، كبار السن بوقفوا بالشمس',
      requester: { name: 'خالد المجالي' },
    },
  ],
  [
    3,
    {
      type: 'compliment',
      importance: 'low',
      axis: 'staff_conduct',
      department: 'SSC',
      governorate: 'ZARQA',
      description: 'شكرًا للموظفة في فرع الزرقاء، خلّصت معاملة والدي في عشر دقائق وبكل احترام',
      requester: { name: 'رهام الشوبكي' },
    },
  ],
];

export interface Town {
  readonly references: readonly string[];
  /** A citizen of the web chat who asks for a person. */
  asks(first: string): Promise<{ readonly id: string; say(text: string): Promise<unknown> }>;
  says(call: string, startsMs: number, speaker: string, text: string): Promise<unknown>;
}

export async function settle(stage: DeskStage, turn: (moment: number) => void): Promise<Town> {
  const references: string[] = [];
  const post = (url: string, payload: object, key: string) =>
    stage.app.server.inject({ method: 'POST', url, headers: { ...headers, 'idempotency-key': key }, payload });
  for (const [at, [hoursAgo, body]] of REQUESTS.entries()) {
    turn(MORNING - hoursAgo * HOUR);
    references.push(String((await post('/v1/requests', body, `town-${at}`)).json().reference));
  }
  const act = (at: number, action: string, body: object) =>
    post(`/v1/requests/${references[at]}/actions/${action}`, body, `act-${at}-${action}`);
  turn(MORNING - 2 * HOUR);
  await act(0, 'assign', { assignee: 'هدى النسور' });
  await act(0, 'note', { text: 'الجواز طُبع أمس، يُتأكد من وصوله إلى إربد.' });
  await act(2, 'ask', { question: 'In which country do you live?' });
  await act(5, 'reply', { text: 'نشكركم على كلماتكم، ووصلت تحيتكم إلى الموظفة.' });
  turn(MORNING);
  return {
    references,
    async asks(first) {
      const json = async <Value>(answer: Response) => (await answer.json()) as Value;
      const { token } = await json<{ token: string }>(await fetch(`${stage.url}/v1/webchat/token`, { method: 'POST' }));
      const bearer = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const at = `${stage.url}/directline/v3/directline/conversations`;
      const opened = await json<{ conversationId: string }>(await fetch(at, { method: 'POST', headers: bearer }));
      const say = (text: string) =>
        fetch(`${at}/${opened.conversationId}/activities`, {
          method: 'POST',
          headers: bearer,
          body: JSON.stringify({ type: 'message', from: { id: 'x' }, text }),
        });
      await say(first);
      return { id: opened.conversationId, say };
    },
    says: (call, startsMs, speaker, text) =>
      feed(stage.app, JSON.stringify({ call, caller: '0790000431', speaker, text, startsMs })),
  };
}
