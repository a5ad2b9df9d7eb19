/**
 * A stream of events from the server, kept alive: the browser connects again after a broken line by itself, and this does
 * after a refusal. Whoever follows is told while it is broken; what comes first after that is everything.
 */

export interface Feed {
  close(): void;
}

type Listeners = Readonly<Record<string, (data: unknown) => void>>;

const AGAIN_MS = 2000;
/** One word of it may be late; a line that fails is told when it does not mend at once. */
const PATIENCE_MS = 1500;

export function follow(address: string, events: Listeners, broken: (broken: boolean) => void): Feed {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const whole = () => {
    clearTimeout(telling);
    telling = undefined;
    broken(false);
  };

  const open = () => {
    source = new EventSource(address);
    for (const [name, listener] of Object.entries(events))
      source.addEventListener(name, (event: MessageEvent<string>) => {
        whole();
        listener(JSON.parse(event.data));
      });
    source.addEventListener('error', () => {
      telling ??= setTimeout(() => broken(true), PATIENCE_MS);
      if (source?.readyState !== EventSource.CLOSED || closed) return;
      clearTimeout(again);
      again = setTimeout(open, AGAIN_MS);
    });
  };

  open();
  return {
    close: () => {
      closed = true;
      clearTimeout(again);
      clearTimeout(telling);
      source?.close();
    },
  };
}
