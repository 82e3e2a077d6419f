import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What `make` leaves in memory, in bytes: objects and the arrays beside them. */
export function held(make: () => unknown): number {
  // Once before, so that what is made only once is not counted: compiled code, and what others left to collect.
  make();
  collect();
  const before = used();
  const kept = make();
  const bytes = used() - before;
  // Looked at after the measurement, so that it lives until then.
  if (kept === undefined) throw new Error('Nothing was made.');
  return bytes;
}

function used(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
