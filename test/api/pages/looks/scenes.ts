/** The desk as people meet it: full, empty, refused, broken, slow. Each scene leaves its page as it is to be looked at. */
import type { Page } from 'playwright-core';
import type { Town } from './town.ts';

type Lang = 'ar' | 'en';

export interface Scene {
  readonly name: string;
  readonly who: string | null;
  readonly place: 'requests' | 'chats' | 'calls';
  /** Before the workplace is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
  readonly until: (page: Page, town: Town, lang: Lang) => Promise<unknown>;
}

const problem = {
  status: 503,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    code: 'unavailable',
    status: 503,
    detailAr: 'قاعدة البيانات لا تستجيب الآن. أعد المحاولة بعد لحظات.',
    detailEn: 'The database does not answer now. Please try again in a moment.',
  }),
};
const LATE_MS = 2000;

const fails = (page: Page, path: string) => page.route(path, (route) => route.fulfill(problem));
const late = (page: Page, path: string) =>
  page.route(path, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await route.continue().catch(() => undefined);
  });

const call = (page: Page, id: string) => page.locator(`[data-call=${id}]`).click();

async function readCall(page: Page, town: Town): Promise<void> {
  await town.says('call-street', 0, 'agent', 'أهلا وسهلا، مركز الاتصال، معك رنا. كيف بقدر أساعدك؟');
  await town.says(
    'call-street',
    5000,
    'caller',
    'يعني، الحفرة الكبيرة بشارع الثلاثين بإربد لسا ما تسكرت وكسرت جنط سيارتي الثانية',
  );
  await town.says('call-street', 12_000, 'agent', 'سلامتك. شو الاسم لو سمحت؟');
  await town.says('call-street', 14_000, 'caller', 'سامر عودة');
  await town.says('call-street', 17_000, 'caller', 'وبدي أعرف كم رسوم تجديد جواز السفر');
  await call(page, 'call-street');
  await page.locator('.beside .known:not(article)').first().waitFor();
  await page.locator('.beside article').waitFor();
}

const typed = async (page: Page) => {
  await page.keyboard.press('Alt+KeyN');
  await page.locator('#notes').fill('المي مقطوعة من أسبوع بجبل الحسين\nأحمد الزعبي\n0785550142');
  await page.locator('#c-name').and(page.locator('[value], input')).waitFor();
  await page.waitForFunction(() => (document.querySelector('#c-name') as HTMLInputElement | null)?.value !== '');
};

export const SCENES: readonly Scene[] = [
  { name: 'sign-in', who: null, place: 'calls', until: (page) => page.locator('.gate a').waitFor() },
  {
    name: 'sign-in-demo',
    who: null,
    place: 'calls',
    until: async (page) => {
      await page.locator('.gate a').click();
      await page.locator('.choice a').first().waitFor();
    },
  },
  { name: 'calls-empty', who: 'rana', place: 'calls', until: (page) => page.locator('.list .count').waitFor() },
  { name: 'calls-full', who: 'rana', place: 'calls', until: readCall },
  { name: 'calls-by-hand', who: 'rana', place: 'calls', until: typed },
  {
    name: 'calls-refused',
    who: 'rana',
    place: 'calls',
    until: async (page) => {
      await typed(page);
      await page.locator('#c-phone').fill('12');
      await page.keyboard.press('F2');
      await page.locator('.slots .error').waitFor();
    },
  },
  {
    name: 'calls-broken',
    who: 'rana',
    place: 'calls',
    before: (page) => fails(page, '**/v1/calls/*/stream'),
    until: async (page) => {
      await call(page, 'call-street');
      await page.locator('.heard .error').waitFor();
    },
  },
  {
    name: 'calls-slow',
    who: 'rana',
    place: 'calls',
    before: (page) => late(page, '**/v1/requests'),
    until: async (page) => {
      await typed(page);
      await page.keyboard.press('F2');
      await page.locator('.slots button[disabled]').waitFor();
    },
  },
  {
    name: 'calls-filed',
    who: 'rana',
    place: 'calls',
    until: async (page) => {
      await typed(page);
      await page.keyboard.press('F2');
      await page.locator('.number').waitFor();
    },
  },
  { name: 'chats-empty', who: 'rana', place: 'chats', until: (page) => page.locator('.list .count').waitFor() },
  {
    name: 'chats-full',
    who: 'rana',
    place: 'chats',
    until: async (page, town, lang) => {
      const one = await town.asks(lang === 'ar' ? 'بدي أحكي مع موظف' : 'I want to talk to a person');
      await town.asks('بدي أحكي مع حدا من الموظفين');
      await page.locator('.list .row').nth(1).waitFor();
      await page.locator(`[data-chat$="${one.id}"]`).click();
      await page.locator('.detail .primary').click();
      await page
        .locator('#say')
        .fill(lang === 'ar' ? 'أهلًا بك، معك رنا. ماذا حدث؟' : 'Hello, Rana here. What happened?');
      await page.keyboard.press('Enter');
      await page.locator('.said.human').waitFor();
      const told =
        lang === 'ar' ? 'رقم طلبي 2648 1730 9242 ولسا ما حدا رد' : 'My number is 2648 1730 9242 and nobody answered';
      await one.say(told);
      await page.locator('.said.citizen', { hasText: '2648' }).waitFor();
    },
  },
  {
    name: 'chats-refused',
    who: 'sami',
    place: 'chats',
    before: (page) => fails(page, '**/take'),
    until: async (page) => {
      await page.locator('.list .row.high').first().click();
      await page.locator('.detail .primary').click();
      await page.locator('.detail .error').waitFor();
    },
  },
  {
    name: 'chats-broken',
    who: 'sami',
    place: 'chats',
    before: (page) => fails(page, '**/v1/desk/stream*'),
    until: (page) => page.locator('.list .error').waitFor(),
  },
  {
    name: 'chats-slow',
    who: 'sami',
    place: 'chats',
    before: (page) => late(page, '**/v1/desk/stream*'),
    until: (page) => page.locator('.list .count').waitFor(),
  },
  { name: 'requests-full', who: 'omar', place: 'requests', until: (page) => page.locator('.row').nth(2).waitFor() },
  {
    name: 'requests-empty',
    who: 'omar',
    place: 'requests',
    until: async (page) => {
      await page.locator('#q').fill('زرافة');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelectorAll('.row').length === 0);
      await page.waitForFunction(() => (document.querySelector('.count')?.textContent ?? '').length > 20);
    },
  },
  {
    name: 'requests-broken',
    who: 'omar',
    place: 'requests',
    before: (page) => fails(page, '**/v1/requests?*'),
    until: (page) => page.locator('.desk > .error').waitFor(),
  },
  {
    name: 'requests-slow',
    who: 'omar',
    place: 'requests',
    before: (page) => late(page, '**/v1/requests?*'),
    until: (page) => page.locator('.list .count').waitFor(),
  },
  {
    name: 'request-full',
    who: 'omar',
    place: 'requests',
    until: async (page) => {
      await page.locator('.row').first().click();
      await page.locator('.why q').first().waitFor();
      await page.keyboard.press('r');
      await page.locator('.act textarea').waitFor();
    },
  },
  {
    name: 'request-refused',
    who: 'omar',
    place: 'requests',
    before: (page) => fails(page, '**/actions/reply'),
    until: async (page) => {
      await page.locator('.row').first().click();
      await page.locator('.why q').first().waitFor();
      await page.keyboard.press('r');
      await page.locator('.act textarea').fill('جوازك جاهز للاستلام.');
      await page.keyboard.press('Control+Enter');
      await page.locator('.act .error').waitFor();
    },
  },
  {
    name: 'request-slow',
    who: 'omar',
    place: 'requests',
    before: (page) => late(page, '**/why'),
    until: async (page) => {
      await page.locator('.row').first().click();
      await page.locator('.detail blockquote').waitFor();
    },
  },
];
