import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ServerClock, setClock, timeOf } from './server-clock.ts';

const DATE = 'Sat, 21 Nov 2026 13:00:00 GMT';
const AT = Date.UTC(2026, 10, 21, 13);

test('the time is that of the answer, and goes on by the steady clock', () => {
  const clock = setClock(undefined, DATE, 500) as ServerClock;
  expect(timeOf(clock, 500)).toBe(AT);
  expect(timeOf(clock, 4_500)).toBe(AT + 4_000);
});

test('a computer that slept, so that its steady clock stood still, is set right by the next answer', () => {
  const clock = setClock({ serverMs: AT - 3_600_000, steadyMs: 0 }, DATE, 10) as ServerClock;
  expect(timeOf(clock, 10)).toBe(AT);
});

test.each([null, '', 'yesterday'])('an answer with the date %j changes nothing', (date) => {
  expect(setClock(undefined, date, 1)).toBeUndefined();
  const clock = { serverMs: AT, steadyMs: 1 };
  expect(setClock(clock, date, 2)).toBe(clock);
});

test('whatever the answers say, the time never goes back', () => {
  const answers = fc.array(fc.record({ offset: fc.integer({ min: -100, max: 100 }), wait: fc.nat(5_000) }));
  fc.assert(
    fc.property(answers, (said) => {
      let clock: ServerClock | undefined;
      let steady = 0;
      let shown = Number.NEGATIVE_INFINITY;
      for (const { offset, wait } of said) {
        clock = setClock(clock, new Date(AT + offset * 1000).toUTCString(), steady);
        steady += wait;
        const now = timeOf(clock as ServerClock, steady);
        expect(now).toBeGreaterThanOrEqual(shown);
        shown = now;
      }
    }),
  );
});
