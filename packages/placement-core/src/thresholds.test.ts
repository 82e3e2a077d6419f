import { describe, expect, test } from '@jest/globals';
import { DEFAULT_THRESHOLDS, ThresholdError, thresholdsFrom } from './thresholds.ts';

describe('thresholds from the environment', () => {
  test('have their defaults where nothing is set, or set to nothing', () => {
    expect(DEFAULT_THRESHOLDS).toEqual({
      memory_pct_max: 80,
      cpu_pct_max: 80,
      disk_pct_max: 80,
      max_tenants_per_node: 20,
      metrics_max_age_s: 300,
    });
    const unset: Record<string, string | undefined> = { PLACEMENT_MEMORY_PCT_MAX: undefined, OTHER: 'x' };
    expect(thresholdsFrom(unset)).toEqual(DEFAULT_THRESHOLDS);
    expect(thresholdsFrom({ PLACEMENT_CPU_PCT_MAX: '' })).toEqual(DEFAULT_THRESHOLDS);
  });

  test('are each set by a variable of their own', () => {
    const set = {
      PLACEMENT_MEMORY_PCT_MAX: '70',
      PLACEMENT_CPU_PCT_MAX: '65.5',
      PLACEMENT_DISK_PCT_MAX: '100',
      PLACEMENT_MAX_TENANTS_PER_NODE: '12',
      PLACEMENT_METRICS_MAX_AGE_S: '120',
    };
    expect(thresholdsFrom(set)).toEqual({
      memory_pct_max: 70,
      cpu_pct_max: 65.5,
      disk_pct_max: 100,
      max_tenants_per_node: 12,
      metrics_max_age_s: 120,
    });
  });

  test('are taken as the numbers that a Worker may be configured with', () => {
    expect(thresholdsFrom({ PLACEMENT_MAX_TENANTS_PER_NODE: 12 }).max_tenants_per_node).toBe(12);
  });

  const PERCENT = 'a number above 0 and up to 100';
  test.each([
    ...['PLACEMENT_MEMORY_PCT_MAX', 'PLACEMENT_CPU_PCT_MAX', 'PLACEMENT_DISK_PCT_MAX'].flatMap((name) =>
      ['0', '101', '100.5', '-1', 'abc', ' 80', '80%', '8e1', '0x50', 'NaN', 'Infinity', ' '].map((value) => [
        name,
        value,
        PERCENT,
      ]),
    ),
    ...['0', '1.5', '10001', 'many', '-3'].map((value) => [
      'PLACEMENT_MAX_TENANTS_PER_NODE',
      value,
      'a whole number from 1 to 10000',
    ]),
    ...['0', '0.5', '86401', '5m'].map((value) => [
      'PLACEMENT_METRICS_MAX_AGE_S',
      value,
      'a whole number from 1 to 86400',
    ]),
  ] as [string, string, string][])('refuse %s=%j and say that it takes %s', (variable, value, takes) => {
    const read = () => thresholdsFrom({ [variable]: value });
    expect(read).toThrow(ThresholdError);
    expect(read).toThrow(expect.objectContaining({ code: 'invalid_threshold', variable }));
    expect(read).toThrow(`${variable} takes ${takes}, not "${value}".`);
  });
});
