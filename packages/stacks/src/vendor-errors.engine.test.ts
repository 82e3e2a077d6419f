import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { StackErrorCode } from './errors.ts';
import { sharedNodeId } from './names.ts';
import { dedicated } from './programs/dedicated.ts';
import { sharedRegion } from './programs/shared-region.ts';
import { runStack } from './run-stack.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/**
 * What the vendors refuse, each provoked once through the real plugins: what the caller is told, and that the same
 * run afterwards ends as if nothing had been, with one server and nothing left over.
 */
let sandbox: SandboxProcess;
let jobs = 0;

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  await runStack({ operation: 'up', program: region('job_first'), ...sandbox.options });
}, 60_000);
afterAll(async () => {
  await sandbox.stop();
});
afterEach(async () => {
  await sandbox.control('DELETE', '/faults');
});

function region(jobId: string) {
  const record = {
    name: `${sharedNodeId('sg', jobId)}.prego.test`,
    zoneId: sandbox.connection.cloudflare_zone_id,
    proxied: false,
  };
  return sharedRegion({ region: 'sg', add: [{ jobId, record }], access: {} });
}
const up = (jobId: string) => runStack({ operation: 'up', program: region(jobId), ...sandbox.options });
const servers = async (jobId: string) =>
  (await sandbox.names('servers')).filter((name) => name === sharedNodeId('sg', jobId));

interface Fault {
  request?: { method: string; path: string };
  action?: string;
  status?: number;
  code?: string | number;
  headers?: Record<string, string>;
  count?: number;
  drop?: 'before' | 'after';
}
const CREATE = { method: 'POST', path: '/v1/servers' };
const RECORD = { method: 'POST', path: '/client/v4/zones/*/dns_records' };
const hetzner = (status: number, code: string): Fault => ({ request: CREATE, status, code });

describe('the run fails with its own code, and the next one succeeds', () => {
  test.each<[string, Fault, StackErrorCode]>([
    ['401 unauthorized', hetzner(401, 'unauthorized'), 'unauthorized'],
    ['403 forbidden', hetzner(403, 'forbidden'), 'unauthorized'],
    ['403 resource_limit_exceeded', hetzner(403, 'resource_limit_exceeded'), 'limit_exceeded'],
    ['404 not_found', hetzner(404, 'not_found'), 'update_failed'],
    ['409 uniqueness_error', hetzner(409, 'uniqueness_error'), 'name_taken'],
    ['410 deprecated_api_endpoint', hetzner(410, 'deprecated_api_endpoint'), 'update_failed'],
    ['412 resource_unavailable', hetzner(412, 'resource_unavailable'), 'capacity_unavailable'],
    ['422 invalid_input', hetzner(422, 'invalid_input'), 'update_failed'],
    ['422 placement_error', hetzner(422, 'placement_error'), 'capacity_unavailable'],
    ['423 locked', hetzner(423, 'locked'), 'update_failed'],
    ['500 server_error', hetzner(500, 'server_error'), 'update_failed'],
    ['503 maintenance', hetzner(503, 'maintenance'), 'update_failed'],
    ['a connection that is cut before the effect', { request: CREATE, drop: 'before' }, 'cloud_unreachable'],
    ['Cloudflare: a token that is refused', { request: RECORD, status: 403, code: 10000 }, 'unauthorized'],
    ['Cloudflare: 81053, the host has an address', { request: RECORD, status: 400, code: 81053 }, 'name_taken'],
    ['Cloudflare: 81057, the record exists', { request: RECORD, status: 400, code: 81057 }, 'name_taken'],
    ['Cloudflare: 81058, an identical record exists', { request: RECORD, status: 400, code: 81058 }, 'name_taken'],
  ])(
    '%s',
    async (_what, fault, code) => {
      const jobId = `job_${++jobs}`;
      await sandbox.control('POST', '/faults', fault);
      await expect(up(jobId)).rejects.toMatchObject({ name: 'StackError', code });
      await up(jobId);
      expect(await servers(jobId)).toHaveLength(1);
    },
    60_000,
  );
});

describe('the plugin goes on by itself, and the run succeeds', () => {
  test.each<[string, Fault]>([
    ['409 conflict', hetzner(409, 'conflict')],
    ['429 rate_limit_exceeded', hetzner(429, 'rate_limit_exceeded')],
    ['502 bad_gateway', hetzner(502, 'bad_gateway')],
    ['504 timeout', hetzner(504, 'timeout')],
    ['Cloudflare: 429 with Retry-After', { request: RECORD, status: 429, code: 971, headers: { 'retry-after': '1' } }],
    ['Cloudflare: 500', { request: RECORD, status: 500, code: 10001, headers: { 'retry-after': '1' } }],
  ])(
    '%s',
    async (_what, fault) => {
      const jobId = `job_${++jobs}`;
      await sandbox.control('POST', '/faults', fault);
      await up(jobId);
      expect(await servers(jobId)).toHaveLength(1);
      expect(await sandbox.control('GET', '/faults')).toEqual({ faults: [] });
    },
    60_000,
  );
});
