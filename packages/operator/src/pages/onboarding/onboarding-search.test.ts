import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { onboardingSearch, whoseOf } from './onboarding-search.ts';

describe('whose onboarding is asked for', () => {
  test.each([
    ['a job', 'job_a', '', { job_id: 'job_a' }],
    ['a tenant', '', 'acme', { tenant_id: 'acme' }],
    ['both', 'job_a', 'acme', { job_id: 'job_a', tenant_id: 'acme' }],
    ['the wrong way round', 'acme', 'job_a', { job_id: 'job_a', tenant_id: 'acme' }],
    ['a tenant over an older one', 'new', 'old', { tenant_id: 'new' }],
    ['a link with a job in it', '', 'https://cp.example/cp/onboarding?job_id=job_b', { job_id: 'job_b' }],
    ['a trace, which is neither', 'trace_a', '', {}],
    ['nothing', ' ', '', {}],
  ])('%s', (_, job, tenant, whose) => expect(whoseOf(job, tenant)).toEqual(whose));
});

test('nonsense in the address breaks nothing, and stays to be corrected', () => {
  expect(onboardingSearch({ job_id: 'a b c' })).toEqual({ job_id: 'a b c' });
  expect(onboardingSearch({ job_id: 7, tenant_id: null, tab: 'x' })).toEqual({});
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('job_id', 'tenant_id'), fc.anything()), (raw) => {
      for (const value of Object.values(onboardingSearch(raw))) expect(typeof value).toBe('string');
    }),
  );
});
