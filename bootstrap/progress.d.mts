/** Lines only, for a step whose progress stands among the output of something else. */
export function plainProgress(): void;
/** @param {number} ms @returns {string} such as `0.4 s`, `12 s`, `3 min 05 s` */
export function duration(ms: number): string;
/**
 * Runs `work` and shows it as one step on standard error.
 * @template T
 * @param {string} label what is being done, in the user's words
 * @param {(say: (detail: string) => void) => Promise<T>} work `say` sets the detail shown beside the time
 * @param {(result: T) => string} [summary] what came of it, shown at the end
 * @returns {Promise<T>}
 */
export function step<T>(
  label: string,
  work: (say: (detail: string) => void) => Promise<T>,
  summary?: (result: T) => string,
): Promise<T>;
