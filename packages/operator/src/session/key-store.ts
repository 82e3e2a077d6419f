/** Where the operator key lies: with this tab, and gone with it (design: wire facts). */
const STORAGE_KEY = 'cp_internal_key';

/** `none`: nobody has signed in. `expired`: the key was taken before and is not any more; the page stays as it is. */
export type SessionState = 'none' | 'active' | 'expired';

/** Where storage is switched off or takes nothing: the key is with the page only, and asked for again when that is loaded again. */
let withPage: string | null = null;
let state: SessionState = readKey() === null ? 'none' : 'active';
const listeners = new Set<() => void>();

export function readKey(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY) ?? withPage;
  } catch {
    return withPage;
  }
}

export const sessionState = (): SessionState => state;

/** A key that the control plane has taken. */
export function keepKey(key: string): void {
  store(key);
  become('active');
}

/**
 * The control plane has refused the key that it took before, or asks for one where none is left. A late refusal of an older
 * key changes nothing.
 */
export function expireKey(refused: string | null): void {
  if (state === 'active' && readKey() === refused) become('expired');
}

export function forgetKey(): void {
  store(null);
  become('none');
}

function store(key: string | null): void {
  withPage = null;
  try {
    if (key === null) sessionStorage.removeItem(STORAGE_KEY);
    else sessionStorage.setItem(STORAGE_KEY, key);
  } catch {
    withPage = key;
  }
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Resolves at once, unless the key was refused: then when another one is there. Until then nothing is to be sent, as a key that
 * was refused will be refused again. Rejects as the signal does.
 */
export async function untilSignedInAgain(signal: AbortSignal): Promise<void> {
  if (state !== 'expired') return;
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = onSessionChange(() => {
      stop();
      signal.removeEventListener('abort', giveUp);
      resolve();
    });
    const giveUp = () => {
      stop();
      reject(signal.reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
  });
}

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}
