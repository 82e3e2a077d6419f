import { describe, expect, test } from '@jest/globals';
import { ApiFailure } from '../../api/failure.ts';
import { unknownTenant } from './unknown-tenant.ts';

const refused = (status: number) => ({ data: undefined, error: new ApiFailure('code', 'Why.', status) });
const ASKING = { data: undefined, error: null };
const THERE = { data: {}, error: null };

describe('a tenant is unknown', () => {
  test.each([404, 400])('as soon as the answer is %i', (status) => {
    expect(unknownTenant(undefined, 'acme', refused(status))).toBe('acme');
  });

  test('while it is asked for again, and when that fails in another way', () => {
    expect(unknownTenant('acme', 'acme', ASKING)).toBe('acme');
    expect(unknownTenant('acme', 'acme', refused(503))).toBe('acme');
    expect(unknownTenant('acme', 'acme', refused(0))).toBe('acme');
  });

  test('not before there is an answer, or by one that says nothing of it', () => {
    expect(unknownTenant(undefined, 'acme', ASKING)).toBeUndefined();
    expect(unknownTenant(undefined, 'acme', refused(503))).toBeUndefined();
  });

  test('not once it is there, and not for what was said of another', () => {
    expect(unknownTenant('acme', 'acme', THERE)).toBeUndefined();
    expect(unknownTenant('acme', 'birch', ASKING)).toBeUndefined();
    expect(unknownTenant('acme', undefined, ASKING)).toBeUndefined();
  });
});
