import { describe, expect, test } from '@jest/globals';
import { JobId, TenantId } from '@prego/contracts';
import fc from 'fast-check';
import { isOwnComment, ownerComment, ownerMark } from './record-owner.ts';

const tenants = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/);
const jobs = fc.stringMatching(/^job_[A-Za-z0-9_-]{1,59}$/);

describe('the comment of a record', () => {
  test('names tenant and job', () => {
    expect(ownerComment('acme', 'job_1')).toBe('prego tenant=acme job=job_1');
  });

  test('fits into what Cloudflare takes, and is known as that tenant and as no other', () => {
    fc.assert(
      fc.property(tenants, tenants, jobs, (tenant, other, job) => {
        fc.pre(TenantId.safeParse(tenant).success && JobId.safeParse(job).success);
        const comment = ownerComment(tenant, job);
        expect(comment.length).toBeLessThanOrEqual(100);
        expect(isOwnComment(comment, tenant)).toBe(true);
        expect(isOwnComment(comment, other)).toBe(tenant === other);
      }),
    );
  });

  test.each([
    ['no comment', null, false],
    ['the mark alone, as a person writes it to hand a record over', ownerMark('acme'), true],
    ['a tenant whose id begins the same', ownerComment('acme-2', 'job_1'), false],
    ['the mark in other letters', 'PREGO tenant=acme', false],
    ['the mark somewhere inside', 'was prego tenant=acme', false],
  ])('%s', (_, comment, own) => {
    expect(isOwnComment(comment, 'acme')).toBe(own);
  });
});
