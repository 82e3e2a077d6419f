import { expect, test } from '@jest/globals';
import { mayCancel, mayRetry, nameToRetry } from './job-moves.ts';

test.each([
  ['queued', 'cancelled'],
  ['waiting', 'cancelled'],
  ['dispatching', 'cancelled'],
  ['dispatched', 'cancelled'],
  ['running', 'cancelled'],
  ['completed', 'left alone'],
  ['failed', 'retried'],
  ['cancelled', 'retried'],
] as const)('a %s job may be %s', (status, may) => {
  expect(mayCancel({ status })).toBe(may === 'cancelled');
  expect(mayRetry({ status })).toBe(may === 'retried');
});

test.each([
  ['provision', undefined],
  ['library_provision', undefined],
  ['return', 'acme'],
  ['library_return', 'acme'],
  ['retire_node', 'sg-s-7k2m9qxa'],
] as const)('before a %s goes on, %s has to be typed', (kind, name) => {
  expect(nameToRetry({ kind, tenant_id: 'acme', node_id: 'sg-s-7k2m9qxa', job_id: 'job_a' })).toBe(name);
});

test('what destroys something of nobody’s is named by its job', () => {
  expect(nameToRetry({ kind: 'return', tenant_id: null, node_id: null, job_id: 'job_a' })).toBe('job_a');
});
