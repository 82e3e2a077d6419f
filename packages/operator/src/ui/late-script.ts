/** A part of the console that nobody needs in the first moment: its script is read by itself, or when it is asked for. */
export interface LateScript<Script> {
  /** Undefined until it is there. */
  readonly now: () => Script | undefined;
  /** Reads it; once it is there that does nothing. Rejects where it can't be read, and may be called again. */
  readonly read: () => Promise<unknown>;
  /** Calls back when it is there. Returns how to stop that. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** `load` is asked once for a script that comes, and again after each time that it failed. */
export function lateScript<Script>(load: () => Promise<Script>): LateScript<Script> {
  const listeners = new Set<() => void>();
  let script: Script | undefined;
  let reading: Promise<unknown> | undefined;
  const begin = async () => {
    try {
      script = await load();
      for (const listener of listeners) listener();
    } catch (error) {
      reading = undefined;
      throw error;
    }
  };
  return {
    now: () => script,
    read: () => {
      reading ??= begin();
      return reading;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
