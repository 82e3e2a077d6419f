/** In production the cron trigger fires every minute. Locally wrangler never fires one, and nobody likes to wait. */
const EVERY_MS = 5_000;

/** Calls the Worker's scheduled handler again and again. Returns the stop, which waits for a sweep under way. */
export function startCron(url: string): () => Promise<void> {
  const stop = new AbortController();
  let sweep: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // What one misses the next one finds.
    sweep = fetch(`${url}/cdn-cgi/local/scheduled`, { signal: stop.signal }).then(
      (answer) => answer.arrayBuffer(),
      () => {},
    );
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    stop.abort();
    await sweep;
  };
}
