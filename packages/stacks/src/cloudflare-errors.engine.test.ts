import { describe, expect, test } from '@jest/globals';
import type { StackErrorCode } from './errors.ts';
import { failsWith, succeeds } from './testing/outcome.ts';
import { type Fault, useRegion } from './testing/region-under-test.ts';

/** What Cloudflare refuses, each provoked once through the real plugin, and what the same run then makes of it. */
const clouds = useRegion();

const RECORD = { method: 'POST', path: '/client/v4/zones/*/dns_records' };
const names = async () => (await clouds.sandbox.records()).map(({ name }) => name);

describe('the run fails with its own code, and the next one succeeds', () => {
  test.each<[string, Fault, StackErrorCode]>([
    ['403 with 10000, the token is refused', { request: RECORD, status: 403, code: 10000 }, 'unauthorized'],
    ['403 with 9109, the zone is not for this token', { request: RECORD, status: 403, code: 9109 }, 'unauthorized'],
    ['81053, the host has an address', { request: RECORD, status: 400, code: 81053 }, 'name_taken'],
    ['81057, the record exists', { request: RECORD, status: 400, code: 81057 }, 'name_taken'],
    ['81058, an identical record exists', { request: RECORD, status: 400, code: 81058 }, 'name_taken'],
  ])(
    '%s',
    async (_what, fault, code) => {
      const jobId = clouds.region.newJob();
      await clouds.sandbox.control('POST', '/faults', fault);
      await failsWith(clouds.region.adding(jobId), code);
      await succeeds(clouds.region.up(jobId));
      expect(await clouds.region.servers(jobId)).toHaveLength(1);
      expect(await names()).toContain(clouds.region.hostname(jobId));
    },
    60_000,
  );
});

describe('the plugin goes on by itself, and the run succeeds', () => {
  test.each<[string, Fault]>([
    ['429 with Retry-After', { request: RECORD, status: 429, code: 971, headers: { 'retry-after': '1' } }],
    ['500', { request: RECORD, status: 500, code: 10001, headers: { 'retry-after': '1' } }],
    ['a connection that is cut before the effect', { request: RECORD, drop: 'before' }],
  ])(
    '%s',
    async (_what, fault) => {
      const jobId = clouds.region.newJob();
      await clouds.sandbox.control('POST', '/faults', fault);
      await succeeds(clouds.region.up(jobId));
      expect(await names()).toContain(clouds.region.hostname(jobId));
      expect(await clouds.sandbox.control('GET', '/faults')).toEqual({ faults: [] });
    },
    60_000,
  );
});

test("somebody else's CNAME of that name stops the run, and stays as it is", async () => {
  const jobId = clouds.region.newJob();
  const name = clouds.region.hostname(jobId);
  await clouds.sandbox.addRecord({ type: 'CNAME', name, content: 'elsewhere.example', ttl: 60 });
  await failsWith(clouds.region.adding(jobId), 'name_taken');
  expect(await clouds.sandbox.records()).toContainEqual({ name, content: 'elsewhere.example' });
}, 60_000);
