import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clockTime, duration, euros, hourText, momentText, percent, relativeTime, utcTime } from './format.ts';

const NOW = Date.UTC(2026, 10, 21, 13, 45, 2);

describe('how times are written', () => {
  test.each([
    [NOW, 'now'],
    [NOW - 5_000, '5s ago'],
    [NOW - 59_999, '59s ago'],
    [NOW - 60_000, '1 min ago'],
    [NOW - 3_600_000 * 5, '5h ago'],
    [NOW - 86_400_000, 'yesterday'],
    [NOW + 120_000, 'in 2 min'],
    [NOW + 4_000, 'now'],
  ])('%i stands as "%s"', (at, text) => {
    expect(relativeTime(at, NOW, 'en').replace(/ (hr|sec)\b\.?/g, (_, unit) => unit[0])).toBe(text);
  });

  test('in Korean too', () => {
    expect(relativeTime(NOW - 120_000, NOW, 'ko')).toBe('2분 전');
    expect(utcTime(NOW, 'ko')).toContain('UTC');
  });

  test('UTC says so', () => {
    expect(utcTime(NOW, 'en')).toBe('21 Nov 2026, 13:45:02 UTC');
    expect(clockTime(NOW, { utc: true })).toBe('13:45:02Z');
    expect(clockTime(NOW + 7, { utc: true, exact: true })).toBe('13:45:02.007Z');
  });
});

test('a moment has its year only where that is another', () => {
  expect(momentText(NOW, NOW + 1000, 'en', true)).toBe('21 Nov, 13:45:02 UTC');
  expect(momentText(NOW, NOW + 86_400_000 * 60, 'en', true)).toBe(utcTime(NOW, 'en'));
});

test('an hour is told as such, with its zone where that is UTC', () => {
  expect(hourText(NOW, 'en', true)).toBe('21 Nov, 13:00 UTC');
  expect(hourText(NOW, 'ko', true)).toBe('11월 21일 13:00 UTC');
  expect(hourText(NOW, 'en')).toMatch(/^2[012] Nov, \d\d:00$/);
});

describe('durations', () => {
  test.each([
    [0, '0.0 s'],
    [400, '0.4 s'],
    [9_949, '9.9 s'],
    [9_960, '10 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [7_620_000, '2 h 07 min'],
    [273_600_000, '3 d 04 h'],
  ])('%i ms is "%s"', (ms, text) => expect(duration(ms, 'en')).toBe(text));

  test.each([
    [400, '0.4초'],
    [185_000, '3분 05초'],
    [7_620_000, '2시간 07분'],
    [273_600_000, '3일 04시간'],
  ])('%i ms is "%s" in Korean', (ms, text) => expect(duration(ms, 'ko')).toBe(text));

  test('no part is ever 60 or more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 * 3 }), (ms) => {
        expect(duration(ms, 'en')).not.toMatch(/\b60 (s|min)\b|\b24 h\b/);
      }),
    );
  });
});

test('what is not known is a dash, and prices keep their small parts', () => {
  expect(percent(null)).toBe('–');
  expect(percent(71.6)).toBe('72 %');
  expect(euros(0.0176, 'hour', 'en')).toBe('€0.0176');
  expect(euros(0.012, 'hour', 'en')).toBe('€0.0120');
  expect(euros(10.99, 'month', 'en')).toBe('€10.99');
});
