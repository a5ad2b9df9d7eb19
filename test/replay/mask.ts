/** What the bot said, without whom it was about: a person's own words, names, numbers and addresses are covered. Pure. */
import type { Flows } from '../../flows/language.ts';

/** Summary lines that hold a person's own words. */
const OWN = ['name', 'phone', 'email', 'description', 'location', 'attachments'];
const COVERED = '…';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export function createMask(flows: Flows, own: readonly string[]): (text: string) => string {
  const labels = OWN.flatMap((slot) => {
    const label = flows.slots[slot]?.label;
    return label ? [label.ar, label.en] : [];
  });
  const lines = new RegExp(`^(• (?:${labels.map(escaped).join('|')}): )[^\\n]*(?:\\n(?!• )[^\\n]*)*`, 'gm');
  const words = [
    ...new Set(own.map((text) => text.trim()).filter((text) => text.length > 2 && /\p{L}/u.test(text))),
  ].sort((a, b) => b.length - a.length);
  return (text) =>
    words
      .reduce((covered, word) => covered.replaceAll(word, COVERED), text.replace(lines, `$1${COVERED}`))
      .replace(/«[^»]*»/g, `«${COVERED}»`)
      .replace(/"[^"]*"/g, `"${COVERED}"`)
      .replace(/[^\s@]+@[^\s@]+\.[^\s@]+/g, COVERED)
      .replace(/\+?[\d٠-٩][\d٠-٩ -]{4,}[\d٠-٩]/g, '#')
      .replace(/\b(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-Z\d]{10}\b/g, '#');
}
