/**
 * axe-core with its one blind spot removed: it takes joined Arabic letters for an icon font's ligatures and then skips
 * their colour contrast. A page known to be bad keeps watch that the patch still bites.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const DOOR = 'function _isIconLigature(textVNode) {';

function patchedSource(): string {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.js'), 'utf8');
  if (!source.includes(DOOR)) throw new Error('axe-core has changed: the contrast of Arabic text would be skipped');
  return source.replace(DOOR, `${DOOR} return false;`);
}
const source = patchedSource();

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What is wrong by WCAG 2.2 AA, one line each; none is the aim. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const axe = Reflect.get(window, 'axe') as { run(options: object): Promise<{ violations: Finding[] }> };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await axe.run({ runOnly: { type: 'tag', values: tags } })).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
}

export const KNOWN_BAD = `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>س</title></head>
<body><main><h1>عنوان</h1><p style="color:#aaa;background:#fff;font-family:'Noto Sans Arabic'">نص عربي باهت لا يُقرأ</p></main></body></html>`;
