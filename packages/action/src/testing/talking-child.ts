import { writeSync } from 'node:fs';
import { openAttempt } from '../control-plane/open-attempt.ts';
import { recordedIo } from './recorded-io.ts';

/**
 * A process to be killed: claims the attempt that the environment names, and emits an event and a line of the log again and again,
 * each told on its output once it is emitted. With PREGO_TEST_END it ends the attempt after eleven, and with
 * PREGO_TEST_QUIET says no more then.
 */
const {
  PREGO_TEST_INPUTS = '',
  PREGO_TEST_SECRET = '',
  PREGO_TEST_END,
  PREGO_TEST_QUIET,
  RUNNER_TEMP,
  GITHUB_ACTION,
} = process.env;
const io = recordedIo({ env: { RUNNER_TEMP, GITHUB_ACTION }, now: Date.now });
io.mask(PREGO_TEST_SECRET);
const inputs = JSON.parse(PREGO_TEST_INPUTS);
const session = await openAttempt({
  io,
  inputs,
  signal: new AbortController().signal,
  rhythm: { eventsMs: 1, logMs: 1 },
});

for (let n = 0; ; n++) {
  session.event(`engine.n${n}`, 'done', { note: `with ${PREGO_TEST_SECRET}` });
  session.log(`line ${n} ${PREGO_TEST_SECRET}`);
  writeSync(1, `${n}\n`);
  if (PREGO_TEST_END !== undefined && n === 10) await session.end({ status: 'completed' });
  if (PREGO_TEST_QUIET !== undefined && n === 10) await new Promise((resolve) => setTimeout(resolve, 60_000));
  // Events of a real run come one by one too: so that sending gets its turn in between.
  await new Promise((resolve) => setTimeout(resolve, 2));
}
