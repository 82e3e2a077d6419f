import { describe, expect, test } from '@jest/globals';
import { verdictOf } from './complete-verdict.ts';

describe('the verdict over a run', () => {
  test.each([
    ['success', undefined, { kind: 'well', installed: false }],
    ['success', 'skipped', { kind: 'well', installed: false }],
    ['success', 'success', { kind: 'well', installed: true }],
    ['success', 'failure', { kind: 'ended', status: 'failed', failed_step: 8, error: { code: 'install_failed' } }],
    ['success', 'cancelled', { kind: 'ended', status: 'cancelled', failed_step: 8, error: { code: 'run_cancelled' } }],
    ['failure', 'skipped', { kind: 'ended', status: 'failed', error: { code: 'run_failed' } }],
    ['failure', undefined, { kind: 'ended', status: 'failed', error: { code: 'run_failed' } }],
    ['cancelled', 'skipped', { kind: 'ended', status: 'cancelled', error: { code: 'run_cancelled' } }],
    ['skipped', 'skipped', { kind: 'ended', status: 'failed', error: { code: 'run_failed' } }],
  ] as const)('provision %s, configure %s', (provision, configure, expected) => {
    expect(verdictOf(provision, configure)).toMatchObject(expected);
  });

  test('always says what to do', () => {
    for (const result of ['failure', 'cancelled', 'skipped'] as const) {
      expect(verdictOf(result, undefined)).toMatchObject({ error: { remedy: expect.stringMatching(/\w+/) } });
    }
  });
});
