/**
 * Work on one key runs one piece after another, in the order it came; different keys run side by side.
 * In this process only: between replicas the database keeps order.
 */
export interface Lanes {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const before = tails.get(key);
      const mine = before === undefined ? work() : before.then(work, work);
      tails.set(key, mine);
      const leave = () => {
        if (tails.get(key) === mine) tails.delete(key);
      };
      mine.then(leave, leave);
      return mine;
    },
  };
}
