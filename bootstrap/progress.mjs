// One line per step: what it does, and how long it took. On a terminal the line counts the seconds;
// elsewhere (CI, a file) a line every 15 s shows that it goes on.

let isTerminal = process.stderr.isTTY === true;

/** Lines only, for a step whose progress stands among the output of something else. */
export function plainProgress() {
  isTerminal = false;
}

/** @param {number} ms @returns {string} such as `0.4 s`, `12 s`, `3 min 05 s` */
export function duration(ms) {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Runs `work` and shows it as one step on standard error.
 * @template T
 * @param {string} label what is being done, in the user's words
 * @param {(say: (detail: string) => void) => Promise<T>} work `say` sets the detail shown beside the time
 * @param {(result: T) => string} [summary] what came of it, shown at the end
 * @returns {Promise<T>}
 */
export async function step(label, work, summary = () => 'done') {
  const started = Date.now();
  let detail = '';
  const line = () => `${label} … ${detail ? `${detail}, ` : ''}${duration(Date.now() - started)}`;
  const timer = setInterval(
    () => process.stderr.write(isTerminal ? `\r\x1b[2K  ${line()}` : `  ${line()}\n`),
    isTerminal ? 200 : 15_000,
  );
  const clear = () => {
    clearInterval(timer);
    if (isTerminal) process.stderr.write('\r\x1b[2K');
  };
  try {
    const result = await work((text) => {
      detail = text;
    });
    clear();
    process.stderr.write(`✓ ${label}: ${summary(result)} (${duration(Date.now() - started)})\n`);
    return result;
  } catch (error) {
    clear();
    process.stderr.write(`✗ ${label} (after ${duration(Date.now() - started)})\n`);
    throw error;
  }
}
