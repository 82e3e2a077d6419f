interface Asked<Value> {
  readonly signal: AbortSignal;
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (error: unknown) => void;
}

interface BatchReaderOptions<Value> {
  /** Reads several at once. Who is not in the answer has nothing. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
  /** So many ids go into one request at most. */
  readonly most: number;
  /** Calls back when no more are waited for. */
  readonly schedule: (flush: () => void) => void;
}

/**
 * Turns the questions of single rows into requests for many. Whoever is no longer interested when the request is about to
 * go is left out of it: rows that were only scrolled past are not read.
 */
export function batchReader<Value>({ read, most, schedule }: BatchReaderOptions<Value>) {
  let waiting = new Map<string, Asked<Value>[]>();

  const readSome = async (some: readonly (readonly [string, Asked<Value>[]])[]) => {
    try {
      const values = await read(some.map(([id]) => id));
      for (const [id, asked] of some) for (const { resolve } of asked) resolve(values.get(id));
    } catch (error) {
      for (const [, asked] of some) for (const { reject } of asked) reject(error);
    }
  };

  const flush = () => {
    const wanted: [string, Asked<Value>[]][] = [];
    for (const [id, asked] of waiting) {
      const still = asked.filter(({ signal }) => !signal.aborted);
      for (const { signal, reject } of asked) if (signal.aborted) reject(signal.reason);
      if (still.length > 0) wanted.push([id, still]);
    }
    waiting = new Map();
    for (let start = 0; start < wanted.length; start += most) void readSome(wanted.slice(start, start + most));
  };

  /** What there is of one; undefined where there is nothing. Rejects as its request does. */
  return (id: string, signal: AbortSignal): Promise<Value | undefined> =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) schedule(flush);
      const asked = waiting.get(id) ?? [];
      waiting.set(id, [...asked, { signal, resolve, reject }]);
    });
}
