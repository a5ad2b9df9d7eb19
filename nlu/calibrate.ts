/** One temperature a head, chosen on texts the head was not trained on, so that 0.7 means right seven times in ten. */
import { softmax } from './linear.ts';

export interface Judged {
  readonly z: Float64Array;
  /** The right class; -1: none, not used. */
  readonly y: number;
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
