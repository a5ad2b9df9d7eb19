/**
 * Where the transcript stands: at the newest message, unless that would push the beginning of the answer off the top.
 * A person who scrolled up is left where they are.
 */

const NEAR = 48;

export interface Scroll {
  /** Whether the newest message may be brought into view without taking the person away from what they read. */
  follows(log: HTMLElement): boolean;
  atEnd(log: HTMLElement): boolean;
  place(log: HTMLElement): void;
}

const end = (log: HTMLElement) => log.scrollHeight - log.clientHeight;

/** The top of the first message after the person's last one: the beginning of the answer. */
function answerTop(log: HTMLElement): number {
  const messages = [...log.querySelectorAll<HTMLElement>('.message')];
  const mine = messages.findLastIndex((message) => message.classList.contains('from-me'));
  const first = messages[mine + 1];
  return first === undefined ? Number.POSITIVE_INFINITY : first.offsetTop - 12;
}

export function createScroll(): Scroll {
  let placed: number | null = null;
  const atEnd = (log: HTMLElement) => end(log) - log.scrollTop < NEAR;
  return {
    atEnd,
    follows: (log) => placed === null || Math.abs(log.scrollTop - placed) < 2,
    place(log) {
      log.scrollTop = Math.min(end(log), answerTop(log));
      placed = log.scrollTop;
    },
  };
}
