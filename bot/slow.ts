/** A sign of life while an answer takes a moment: said again and again until the work is over, and never for quick work. */

/** What comes sooner is felt as an answer; dots would only flicker. */
const SLOW_MS = 1000;
/** Clients forget a sign after five seconds or more. */
const AGAIN_MS = 4000;

export async function whileSlow<T>(work: Promise<T>, show: () => void): Promise<T> {
  const again = () => {
    show();
    timer = setTimeout(again, AGAIN_MS).unref();
  };
  let timer = setTimeout(again, SLOW_MS).unref();
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
