/** Two pictures of how well understanding does, as SVG: whether its confidence can be believed, and what it takes for what. */
import type { Pair } from './judge-own.ts';

const SIZE = 260;
const MARGIN = 46;
const BINS = 10;
const INK = '#1f2937';
const BLUE = '#1d4ed8';

const text = (x: number, y: number, words: string, more = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${INK}" font-size="11" ${more}>${words}</text>`;

function frame(width: number, height: number, title: string, inner: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" role="img" aria-label="${title}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...inner,
    '</svg>',
    '',
  ].join('\n');
}

/** One bar a tenth of confidence: as high as the share that was right; the line is where bars ought to end. */
function reliability(name: string, pairs: readonly Pair[], left: number): string[] {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, right: 0 }));
  for (const pair of pairs) {
    const bin = bins[Math.min(BINS - 1, Math.floor(pair.confidence * BINS))];
    if (!bin) continue;
    bin.count++;
    if (pair.wanted === pair.got) bin.right++;
  }
  const bottom = MARGIN + SIZE;
  const wide = SIZE / BINS;
  const bars = bins.flatMap(({ count, right }, i) => {
    if (count === 0) return [];
    const high = (right / count) * SIZE;
    const x = left + i * wide;
    return [
      `<rect x="${x + 1}" y="${(bottom - high).toFixed(1)}" width="${wide - 2}" height="${high.toFixed(1)}" fill="${BLUE}" opacity="${(0.25 + 0.75 * Math.min(1, (count * 4) / pairs.length)).toFixed(2)}"/>`,
      text(x + wide / 2, bottom + 14, String(count), 'text-anchor="middle"'),
    ];
  });
  return [
    text(left, MARGIN - 10, `${name}: right, by confidence (${pairs.length})`, 'font-weight="bold"'),
    `<rect x="${left}" y="${MARGIN}" width="${SIZE}" height="${SIZE}" fill="none" stroke="#9ca3af"/>`,
    ...bars,
    `<line x1="${left}" y1="${bottom}" x2="${left + SIZE}" y2="${MARGIN}" stroke="${INK}" stroke-dasharray="4 3"/>`,
  ];
}

export function reliabilityPicture(heads: readonly (readonly [string, readonly Pair[]])[]): string {
  const step = SIZE + MARGIN;
  const inner = heads.flatMap(([name, pairs], i) => reliability(name, pairs, MARGIN / 2 + i * step));
  return frame(heads.length * step + MARGIN / 2, SIZE + 2 * MARGIN, 'Reliability of each head', inner);
}

const CELL = 46;
const NAMES = 120;

/** Rows: what it is; columns: what it was taken for. */
export function confusionPicture(title: string, pairs: readonly Pair[], classes: readonly string[]): string {
  const count = (wanted: string, got: string) => pairs.filter((one) => one.wanted === wanted && one.got === got).length;
  const cells = classes.flatMap((wanted, row) => {
    const total = pairs.filter((one) => one.wanted === wanted).length;
    const y = NAMES + row * CELL;
    const columns = classes.flatMap((got, column) => {
      const n = count(wanted, got);
      const share = total === 0 ? 0 : n / total;
      const x = NAMES + column * CELL;
      const ink = share > 0.5 ? 'style="fill:#ffffff"' : '';
      return [
        `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="${BLUE}" fill-opacity="${share.toFixed(2)}" stroke="#e5e7eb"/>`,
        n === 0 ? '' : text(x + CELL / 2, y + CELL / 2 + 4, String(n), `text-anchor="middle" ${ink}`),
      ];
    });
    return [text(NAMES - 6, y + CELL / 2 + 4, wanted, 'text-anchor="end"'), ...columns];
  });
  const heads = classes.map((name, column) => {
    const x = NAMES + column * CELL + CELL / 2;
    return text(x, NAMES - 8, name, `transform="rotate(-40 ${x} ${NAMES - 8})"`);
  });
  const side = NAMES + classes.length * CELL + 70;
  return frame(side, side - 40, title, [text(8, 18, title, 'font-weight="bold"'), ...heads, ...cells]);
}
