import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Clock, isoSeconds } from './clock.ts';

describe('the clock', () => {
  test('runs at its speed from where it is set', () => {
    let wall = 1000;
    const clock = new Clock(() => wall);
    clock.setSpeed(60);
    wall += 10;
    expect(clock.now()).toBe(1600);
    clock.advance(400);
    expect(clock.now()).toBe(2000);
    clock.setSpeed(1);
    wall += 10;
    expect(clock.now()).toBe(2010);
  });

  test('goes on from its setting after a restart, the time between counted', () => {
    let wall = 1000;
    const before = new Clock(() => wall);
    before.advance(3_600_000);
    wall += 500;
    const after = new Clock(() => wall, before.setting);
    expect(after.now()).toBe(before.now());
  });

  test('never runs backwards, whatever the wall clock does', () => {
    const step = fc.oneof(
      fc.record({ wall: fc.integer({ min: -10_000, max: 10_000 }) }),
      fc.record({ speed: fc.double({ min: 0.001, max: 1000, noNaN: true }) }),
      fc.record({ advance: fc.integer({ min: 0, max: 100_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let wall = 1_000_000;
        const clock = new Clock(() => wall);
        let latest = clock.now();
        for (const one of steps) {
          if ('wall' in one) wall += one.wall;
          else if ('speed' in one) clock.setSpeed(one.speed);
          else clock.advance(one.advance);
          expect(clock.now()).toBeGreaterThanOrEqual(latest);
          latest = clock.now();
        }
      }),
    );
  });

  test('has reached a time after the wall milliseconds that it tells', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        (ahead, speed) => {
          let wall = 1000;
          const clock = new Clock(() => wall);
          clock.setSpeed(speed);
          const at = clock.now() + ahead;
          wall += clock.wallMsUntil(at);
          // One more millisecond pays for the rounding of a division.
          wall += 1;
          expect(clock.now()).toBeGreaterThanOrEqual(at);
          expect(clock.wallMsUntil(at)).toBe(0);
        },
      ),
    );
  });

  test('spells seconds as Hetzner does', () => {
    expect(isoSeconds(Date.parse('2026-11-21T01:02:03.999Z'))).toBe('2026-11-21T01:02:03+00:00');
  });
});
