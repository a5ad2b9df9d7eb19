/** Whether a draft repeats an open request, asked by the conversation: told once and run on both databases. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asAdmin, asBot, key, type Served, serve } from '../served.ts';
import type { Opened } from './behaviour.ts';

const HOLE = 'في حفرة كبيرة بشارع الثلاثين قدام المدرسة كسرت جنط سيارتي';
const HOLE_AGAIN = 'الحفرة الكبيرة بشارع الثلاثين لسا ما تسكرت وكسرت جنط سيارتي الثانية';

export function repeating(open: () => Promise<Opened>): void {
  let opened: Opened;
  let api: Served;
  beforeAll(async () => {
    opened = await open();
    api = await serve(opened.db);
  });
  afterAll(async () => {
    await api.server.close();
    await opened.close();
  });

  const matter = { type: 'complaint', department: 'MUN_IRBID', governorate: 'IRBID' } as const;
  const filedBy = async (sender: string, more: object = {}, proven = true): Promise<string> => {
    const origin = { conversation: `c-${sender}`, sender, proven };
    const body = {
      ...matter,
      description: HOLE,
      requester: { name: 'سامر عودة', phone: '+962790000431' },
      origin,
      ...more,
    };
    return (await api.file(body, asBot)).body.reference;
  };
  const asked = async (sender: string, more: object = {}, headers: Record<string, string> = asBot) =>
    api.post(
      '/v1/duplicates',
      { sender, draft: { ...matter, description: HOLE_AGAIN, requester: { name: 'سامر عودة' } }, ...more },
      { ...headers, ...key() },
    );
  const references = async (sender: string, more: object = {}): Promise<string[]> =>
    (await asked(sender, more)).body.items.map((each: { reference: string }) => each.reference);

  describe('a draft that repeats an open request', () => {
    test('finds it for its proven sender, with what they may see', async () => {
      const reference = await filedBy('d:1');
      const { status, body } = await asked('d:1');
      expect(status).toBe(200);
      expect(body.items).toEqual([
        { reference, type: 'complaint', department: 'MUN_IRBID', status: 'registered', dueAt: expect.any(String) },
      ]);
      expect(await references('d:1', { except: [reference] })).toEqual([]);
    });

    test('finds nothing for anybody else, whatever phone they type', async () => {
      await filedBy('d:2');
      expect(await references('d:3')).toEqual([]);
      const draft = { ...matter, description: HOLE_AGAIN, requester: { name: 'سامر عودة', phone: '+962790000431' } };
      expect(await references('d:3', { draft })).toEqual([]);
    });

    test('finds nothing of a sender that the platform did not vouch for', async () => {
      await filedBy('d:4', {}, false);
      expect(await references('d:4')).toEqual([]);
    });

    test('finds no anonymous request and none that was answered', async () => {
      await filedBy('d:5', { type: 'violation_report', anonymous: true });
      expect(await references('d:5')).toEqual([]);
      const reference = await filedBy('d:6');
      await api.post(`/v1/requests/${reference}/actions/reply`, { text: 'سُكّرت الحفرة.' }, { ...asAdmin, ...key() });
      expect(await references('d:6')).toEqual([]);
    });

    test('of somebody whom staff listen to is looked for under their number', async () => {
      const phone = '0790000777';
      const theirs = { name: 'سامر عودة', phone };
      const reference = await filedBy('d:7', { requester: theirs });
      const heard = async (name: string | undefined, more: object = {}) => {
        const draft = { ...matter, description: HOLE_AGAIN, ...(name !== undefined && { requester: { name } }) };
        const { body } = await api.post('/v1/duplicates', { phone: '+962 79 0000 777', draft, ...more }, asAdmin);
        return body.items.map((each: { reference: string; sure: boolean }) => [each.reference, each.sure]);
      };
      expect(await heard('سامر عودة')).toEqual([[reference, true]]);
      expect(await heard(undefined)).toEqual([[reference, false]]);
      expect(await heard('رغد المومني')).toEqual([]);
      expect(await heard('سامر عودة', { except: [reference] })).toEqual([]);
      // Who reported a wrong is known to nobody else of the house.
      const report = await filedBy('d:8', { type: 'violation_report', requester: theirs });
      expect((await heard(undefined)).map(([each]: [string]) => each)).not.toContain(report);
      expect((await heard('سامر عودة')).map(([each]: [string]) => each)).toContain(report);
    });

    test('is asked for a sender by the conversation, and for a number by staff', async () => {
      expect((await asked('d:1', {}, asAdmin)).body).toMatchObject({ code: 'invalid_request' });
      const draft = { type: 'complaint', description: HOLE };
      expect((await api.post('/v1/duplicates', { phone: 'soon', draft }, asAdmin)).status).toBe(422);
      expect((await api.post('/v1/duplicates', { phone: '0790000777', draft }, asBot)).status).toBe(422);
      expect((await asked('', {})).status).toBe(422);
      expect((await asked('d:1', { draft: { type: 'complaint' } })).status).toBe(422);
    });
  });
}
