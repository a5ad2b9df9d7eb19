/**
 * What the widget keeps in the browser between pages: a few small JSON values under its own prefix.
 * When the browser forbids storage they live as long as the page, and nothing else changes.
 */

export interface Keep {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  drop(key: string): void;
  keys(prefix: string): readonly string[];
}

interface Drawer {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  names(): string[];
}

function memory(): Drawer {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    names: () => [...values.keys()],
  };
}

/** The browser's own storage, or memory where touching it throws (private windows, sandboxed frames, a full disk). */
function usable(storage: () => Storage): Drawer {
  try {
    const found = storage();
    found.setItem('sawt', '');
    found.removeItem('sawt');
    return {
      getItem: (key) => found.getItem(key),
      setItem: (key, value) => setQuietly(found, key, value),
      removeItem: (key) => found.removeItem(key),
      names: () => Object.keys(found),
    };
  } catch {
    return memory();
  }
}

/** A full disk costs the copy that would survive a reload, not the message on screen. */
function setQuietly(storage: Storage, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    storage.removeItem(key);
  }
}

function parse(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function createKeep(storage: () => Storage, prefix: string): Keep {
  const drawer = usable(storage);
  const full = (key: string) => `${prefix}${key}`;
  return {
    read: (key) => parse(drawer.getItem(full(key))),
    write: (key, value) => drawer.setItem(full(key), JSON.stringify(value)),
    drop: (key) => drawer.removeItem(full(key)),
    keys: (start) =>
      drawer
        .names()
        .filter((name) => name.startsWith(full(start)))
        .map((name) => name.slice(prefix.length))
        .sort(),
  };
}
