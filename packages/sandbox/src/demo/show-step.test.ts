import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import type { EndedStep } from './follow-job.ts';
import { lineOf } from './show-step.ts';

const step = { label: 'Prepare server', duration_ms: null, skip_reason: null, error_code: null, error_message: null };

test.each<[Partial<EndedStep>, string]>([
  [{ state: 'done', duration_ms: 49 }, '✓ Prepare server'],
  [{ state: 'done', duration_ms: 1_240 }, '✓ Prepare server  1.2 s'],
  [{ state: 'skipped', duration_ms: 900, skip_reason: 'dns_unchanged' }, '– Prepare server  skipped: dns_unchanged'],
  [
    { state: 'failed', error_code: 'capacity_unavailable', error_message: 'Sold out.' },
    '✗ Prepare server  capacity_unavailable: Sold out.',
  ],
])('a step with %j is told as %s', (change, line) => {
  expect(stripVTControlCharacters(lineOf({ ...step, ...change } as EndedStep))).toBe(line);
});
