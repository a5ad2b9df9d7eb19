/** How long an agent waits, in the browser: printed, and judged by nobody here, since it depends on the machine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { feed, SECRET } from '../../channels/transcripts/feed.ts';
import { type DeskStage, openDesk } from './desk-stage.ts';

let stage: DeskStage;
beforeAll(async () => {
  stage = await openDesk({ TRANSCRIPTS_SECRET: SECRET });
});
afterAll(() => stage?.close());

const says = (startsMs: number, text: string) =>
  feed(stage.app, JSON.stringify({ call: 'pace', caller: '0790000431', speaker: 'caller', text, startsMs }));
const median = (took: readonly number[]) => Math.round([...took].sort((a, b) => a - b)[took.length >> 1] ?? 0);

test('from a segment to the form, and from the last word to a filed request', async () => {
  await says(0, 'الحفرة الكبيرة بشارع الثلاثين بإربد لسا ما تسكرت');
  const page = await stage.enter('rana', 'calls', 'ar');
  await page.locator('[data-call=pace]').click();
  await page.locator('#c-description').waitFor();
  const took: number[] = [];
  for (let i = 1; i <= 9; i++) {
    const shown = page.waitForFunction(
      (word) => (document.querySelector('#c-description') as HTMLTextAreaElement | null)?.value.includes(word),
      `مرة ${i} `,
    );
    const began = performance.now();
    await says(i * 4000, `وكسرت جنط سيارتي مرة ${i} كمان`);
    await shown;
    took.push(performance.now() - began);
  }
  const began = performance.now();
  await says(60_000, 'وبس');
  await page.keyboard.press('F2');
  await page.locator('.number').waitFor();
  const filed = Math.round(performance.now() - began);
  console.log(
    `desk: a segment is shown in the form after ${median(took)} ms (median of 9); filed ${filed} ms after the last word`,
  );
  expect(took).toHaveLength(9);
}, 60_000);
