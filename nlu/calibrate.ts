/** One temperature a head, chosen on texts the head was not trained on, so that 0.7 means right seven times in ten. */
import { softmax } from './linear.ts';

export interface Judged {
  readonly z: Float64Array;
  /** The right class; -1: none, not used. */
  readonly y: number;
  /** Classes that are right too. */
  readonly also: readonly number[];
}

function loss(judged: readonly Judged[], temperature: number): number {
  let sum = 0;
  let count = 0;
  for (const { z, y } of judged) {
    if (y < 0) continue;
    sum -= Math.log(Math.max(1e-9, softmax(z, temperature)[y] as number));
    count++;
  }
  return sum / Math.max(1, count);
}

/** Golden-section search over the logarithm of the temperature. */
export function bestTemperature(judged: readonly Judged[]): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.02), Math.log(20)];
  for (let i = 0; i < 30; i++) {
    const a = high - ratio * (high - low);
    const b = low + ratio * (high - low);
    if (loss(judged, Math.exp(a)) < loss(judged, Math.exp(b))) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}

function meanF1(judged: readonly Judged[], shift: Float64Array): number {
  const wanted = new Float64Array(shift.length);
  const got = new Float64Array(shift.length);
  const right = new Float64Array(shift.length);
  for (const { z, y, also } of judged) {
    if (y < 0) continue;
    let best = 0;
    for (let c = 1; c < z.length; c++)
      if ((z[c] as number) + (shift[c] as number) > (z[best] as number) + (shift[best] as number)) best = c;
    const said = also.includes(best) ? y : best;
    wanted[y] = (wanted[y] as number) + 1;
    got[said] = (got[said] as number) + 1;
    if (said === y) right[y] = (right[y] as number) + 1;
  }
  let sum = 0;
  for (let c = 0; c < shift.length; c++)
    sum += (2 * (right[c] as number)) / Math.max(1, (wanted[c] as number) + (got[c] as number));
  return sum / shift.length;
}

/** A step must be worth this much, or it only follows the noise. */
const WORTH = 0.0004;
const STEP = 0.1;
/** All of them together must be worth this. */
const GAIN = 0.002;
const MOST = 0.8;

/** What to add to each class so that the mean F1 over classes is best, found on unseen texts, class by class. */
export function evenShift(judged: readonly Judged[], classes: number): Float64Array {
  const shift = new Float64Array(classes);
  const unshifted = meanF1(judged, shift);
  let best = unshifted;
  for (let round = 0; round < 4; round++) {
    for (let c = 0; c < classes; c++) {
      for (const by of [-STEP, STEP]) {
        const before = shift[c] as number;
        if (Math.abs(before + by) > MOST) continue;
        shift[c] = before + by;
        const now = meanF1(judged, shift);
        if (now > best + WORTH) best = now;
        else shift[c] = before;
      }
    }
  }
  return best - unshifted < GAIN ? new Float64Array(classes) : shift;
}

/** Expected calibration error over fifteen equal bins, in percent. */
export function calibrationError(sure: readonly { confidence: number; right: boolean }[]): number {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (const one of sure) {
    const bin = bins[Math.min(14, Math.floor(one.confidence * 15))];
    if (!bin) continue;
    bin.count++;
    bin.confidence += one.confidence;
    bin.right += one.right ? 1 : 0;
  }
  let error = 0;
  for (const bin of bins) error += Math.abs(bin.confidence - bin.right);
  return (100 * error) / Math.max(1, sure.length);
}
