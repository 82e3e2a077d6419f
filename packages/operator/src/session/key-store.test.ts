import { beforeEach, describe, expect, jest, test } from '@jest/globals';

type Store = typeof import('./key-store.ts');

/** A tab's storage; one that is switched off altogether, or that takes nothing. */
function putStorage(fault?: 'off' | 'full'): Map<string, string> {
  const items = new Map<string, string>();
  const storage = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (fault === 'full') throw new Error('full');
      items.set(name, value);
    },
    removeItem: (name: string) => void items.delete(name),
  };
  Object.defineProperty(globalThis, 'sessionStorage', {
    configurable: true,
    get: () => {
      if (fault === 'off') throw new Error('denied');
      return storage;
    },
  });
  return items;
}

/** As a page has it that was just loaded. */
async function loaded(): Promise<Store> {
  jest.resetModules();
  return await import('./key-store.ts');
}

let items: Map<string, string>;
beforeEach(() => {
  items = putStorage();
});

describe('the session of a tab', () => {
  test('is there again when the page is loaded again, and gone once it was ended', async () => {
    const first = await loaded();
    expect(first.sessionState()).toBe('none');
    first.keepKey('k1');
    expect([...items]).toEqual([['cp_internal_key', 'k1']]);
    const second = await loaded();
    expect([second.sessionState(), second.readKey()]).toEqual(['active', 'k1']);
    second.forgetKey();
    expect([second.sessionState(), items.size]).toEqual(['none', 0]);
  });

  test('expires by the refusal of its own key, not by a late one of the key before', async () => {
    const store = await loaded();
    store.keepKey('old');
    store.keepKey('new');
    store.expireKey('old');
    expect(store.sessionState()).toBe('active');
    store.expireKey('new');
    expect(store.sessionState()).toBe('expired');
  });

  test('expires where its key was taken out of the storage, and an ended one does not', async () => {
    const store = await loaded();
    store.keepKey('k1');
    items.clear();
    store.expireKey(store.readKey());
    expect(store.sessionState()).toBe('expired');
    store.forgetKey();
    store.expireKey(null);
    expect(store.sessionState()).toBe('none');
  });

  test.each(['off', 'full'] as const)('lasts as long as the page where storage is %s', async (fault) => {
    putStorage(fault);
    const store = await loaded();
    store.keepKey('k1');
    expect([store.sessionState(), store.readKey()]).toEqual(['active', 'k1']);
    store.forgetKey();
    expect([store.sessionState(), store.readKey()]).toEqual(['none', null]);
  });
});

describe('what is asked while the key is refused', () => {
  test('waits for the next key', async () => {
    const store = await loaded();
    store.keepKey('old');
    await store.untilSignedInAgain(new AbortController().signal);
    store.expireKey('old');
    let isOver = false;
    const waiting = store.untilSignedInAgain(new AbortController().signal).then(() => {
      isOver = true;
    });
    await Promise.resolve();
    expect(isOver).toBe(false);
    store.keepKey('new');
    await waiting;
    expect(store.readKey()).toBe('new');
  });

  test('is given up with its signal', async () => {
    const store = await loaded();
    store.keepKey('old');
    store.expireKey('old');
    const gone = new AbortController();
    const waiting = store.untilSignedInAgain(gone.signal);
    gone.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    await expect(store.untilSignedInAgain(gone.signal)).rejects.toThrow('left');
  });
});
