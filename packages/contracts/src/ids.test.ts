import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dedicatedNodeId, dedicatedStackName, libraryStackName, sharedNodeId } from './derived-ids.ts';
import { TRIO_ROLES } from './enums.ts';
import { DecisionId, JobId, NodeId, StackName, TenantId, TraceId, ulid } from './ids.ts';

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('an id that we make', () => {
  test('fits what we take', () => {
    fc.assert(
      fc.property(time, random, (at, bytes) => {
        const id = ulid(at, bytes);
        expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
        for (const [schema, prefix] of [
          [JobId, 'job_'],
          [TraceId, 'trace_'],
          [DecisionId, 'dec_'],
        ] as const) {
          expect(schema.parse(prefix + id)).toBe(prefix + id);
        }
      }),
    );
  });

  test('sorts by when it was made', () => {
    fc.assert(
      fc.property(time, time, random, random, (one, other, a, b) => {
        fc.pre(one !== other);
        expect(ulid(one, a) < ulid(other, b)).toBe(one < other);
      }),
    );
  });

  test('is the one that the specification gives for its time', () => {
    // github.com/ulid/spec: 01ARZ3NDEKTSV4RRFFQ69G5FAV was made at 1469922850259.
    expect(ulid(1_469_922_850_259, new Uint8Array(10)).slice(0, 10)).toBe('01arz3ndek');
    expect(ulid(0, new Uint8Array(10))).toBe('0'.repeat(26));
  });
});

describe('what is derived from an id', () => {
  const jobId = fc.stringMatching(/^job_[A-Za-z0-9_-]{1,59}$/);
  const tenantId = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/);

  test('node ids fit their schema', () => {
    fc.assert(
      fc.property(jobId, (job) => {
        for (const id of [sharedNodeId('sg', job), ...TRIO_ROLES.map((role) => dedicatedNodeId('eu', job, role))]) {
          expect(NodeId.parse(id)).toBe(id);
        }
      }),
    );
  });

  test('stack names are DNS labels, and two tenants never share one', () => {
    fc.assert(
      fc.property(tenantId, tenantId, jobId, (one, other, job) => {
        fc.pre(one !== other);
        expect(StackName.safeParse(dedicatedStackName(one)).success).toBe(true);
        expect(StackName.safeParse(libraryStackName(job)).success).toBe(true);
        expect(dedicatedStackName(one)).not.toBe(dedicatedStackName(other));
      }),
    );
  });
});

test.each(['sg-s-7k2m9qxa', 'us-d-7k2m9qxa-app', 'eu-d-7k2m9qxa-redis'])(
  '%s, as people write it, is a node id',
  (id) => {
    expect(NodeId.parse(id)).toBe(id);
  },
);

test.each([
  'sg-s-7k2m9qx',
  'sg-s-7K2M9QXA',
  'sg-7k2m9qxa',
  'de-s-7k2m9qxa',
  'sg-d-7k2m9qxa',
  'sg-s-7k2m9qxa-app',
  '4711',
])('%j is no node id', (id) => {
  expect(NodeId.safeParse(id).success).toBe(false);
});

test.each(['', '-a', 'a-', 'a b', 'a.b', 'ä', 'a/b', 'a'.repeat(64), 'a\n'])('%j is no tenant id', (id) => {
  expect(TenantId.safeParse(id).success).toBe(false);
});
