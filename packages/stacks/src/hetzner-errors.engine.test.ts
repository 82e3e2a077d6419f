import { describe, expect, test } from '@jest/globals';
import type { StackErrorCode } from './errors.ts';
import { sharedNodeId } from './names.ts';
import type { NewNode } from './programs/shared-region.ts';
import { runStack } from './run-stack.ts';
import { failsWith, succeeds } from './testing/outcome.ts';
import { type Fault, useRegion } from './testing/region-under-test.ts';
import type { Call } from './testing/run-process.ts';

/**
 * What Hetzner refuses, each provoked once through the real plugins: what the caller is told, and that the same
 * run afterwards ends as if nothing had been, with one server and nothing left over.
 */
const clouds = useRegion();

const CREATE = { method: 'POST', path: '/v1/servers' };
const ATTACH = { method: 'POST', path: '/v1/servers/*/actions/attach_to_network' };
const DELETE = { method: 'DELETE', path: '/v1/servers/*' };
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
    ['422 invalid_input', hetzner(422, 'invalid_input'), 'invalid_input'],
    ['422 placement_error', hetzner(422, 'placement_error'), 'capacity_unavailable'],
    ['423 locked', hetzner(423, 'locked'), 'update_failed'],
    ['500 server_error', hetzner(500, 'server_error'), 'update_failed'],
    ['422 ip_not_available', { request: ATTACH, status: 422, code: 'ip_not_available' }, 'name_taken'],
    ['503 maintenance', hetzner(503, 'maintenance'), 'update_failed'],
    ['a connection that is cut before the effect', { request: CREATE, drop: 'before' }, 'cloud_unreachable'],
    ['a connection that is cut after the effect', { request: CREATE, drop: 'after' }, 'cloud_unreachable'],
    // The next run meets server_already_attached, which the plugin takes for done.
    ['one that is cut after attaching', { request: ATTACH, drop: 'after' }, 'cloud_unreachable'],
  ])(
    '%s',
    async (_what, fault, code) => {
      const jobId = clouds.region.newJob();
      await clouds.sandbox.control('POST', '/faults', fault);
      await failsWith(clouds.region.adding(jobId), code);
      await succeeds(clouds.region.up(jobId));
      expect(await clouds.region.servers(jobId)).toHaveLength(1);
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
    ['409 conflict while attaching', { request: ATTACH, status: 409, code: 'conflict' }],
    ['422 no_subnet_available', { request: ATTACH, status: 422, code: 'no_subnet_available' }],
  ])(
    '%s',
    async (_what, fault) => {
      const jobId = clouds.region.newJob();
      await clouds.sandbox.control('POST', '/faults', fault);
      await succeeds(clouds.region.up(jobId));
      expect(await clouds.region.servers(jobId)).toHaveLength(1);
      expect(await clouds.sandbox.control('GET', '/faults')).toEqual({ faults: [] });
    },
    60_000,
  );
});

describe('an action that ends in error fails the run, and the next one keeps the server', () => {
  test.each(['create_server', 'start_server', 'attach_to_network'])(
    '%s',
    async (action) => {
      const jobId = clouds.region.newJob();
      await clouds.sandbox.control('POST', '/faults', { action, code: 'action_failed' });
      await failsWith(clouds.region.adding(jobId), 'update_failed');
      const [made] = await clouds.region.servers(jobId);
      await succeeds(clouds.region.up(jobId));
      expect(await clouds.region.servers(jobId)).toEqual([made]);
    },
    60_000,
  );
});

describe('what the clouds refuse for reasons of their own', () => {
  test("the project's limit of servers", async () => {
    const jobId = clouds.region.newJob();
    await clouds.sandbox.control('PATCH', '/projects/1', { limits: { servers: 1 } });
    await failsWith(clouds.region.adding(jobId), 'limit_exceeded');
    await clouds.sandbox.control('PATCH', '/projects/1', { limits: { servers: 100 } });
    await succeeds(clouds.region.up(jobId));
  }, 60_000);

  test('a server type that is sold out', async () => {
    const jobId = clouds.region.newJob();
    await clouds.sandbox.control('PUT', '/availability', { unavailable: [{ server_type: 'cpx32', location: 'sin' }] });
    await failsWith(clouds.region.adding(jobId), 'capacity_unavailable');
    await clouds.sandbox.control('PUT', '/availability', { unavailable: [] });
    await succeeds(clouds.region.up(jobId));
  }, 60_000);

  test('a server type that is not sold there', async () => {
    const jobId = clouds.region.newJob();
    const offers = [{ serverType: 'cx33', location: 'sin' }];
    const call: Call = {
      operation: 'up',
      shared: { region: 'sg', add: [{ jobId, offers }], access: {} },
      ...clouds.sandbox.options,
    };
    const { message } = await failsWith(call, 'type_not_in_location');
    expect(message).toMatch('cx33 in sin');
    expect(await clouds.region.servers(jobId)).toEqual([]);
  }, 60_000);

  test.each<[string, Partial<NewNode>, string]>([
    ['type', { offers: [{ serverType: 'cx999', location: 'sin' }] }, 'server type cx999 not found'],
    ['image', { image: 'nope-1' }, 'image nope-1 for architecture x86 not found'],
  ])(
    'a server %s that does not exist',
    async (_what, wanted, reason) => {
      const jobId = clouds.region.newJob();
      const call: Call = {
        operation: 'up',
        shared: { region: 'sg', add: [{ jobId, ...wanted }], access: {} },
        ...clouds.sandbox.options,
      };
      expect((await failsWith(call, 'invalid_input')).message).toMatch(`There is no such thing at Hetzner: ${reason}.`);
      expect(await clouds.region.servers(jobId)).toEqual([]);
    },
    60_000,
  );

  test("somebody else's server of that name, which stays as it is", async () => {
    const jobId = clouds.region.newJob();
    const name = sharedNodeId('sg', jobId);
    await clouds.sandbox.hetzner('POST', '/servers', {
      name,
      server_type: 'cpx32',
      image: 'debian-13',
      location: 'sin',
    });
    await failsWith(clouds.region.adding(jobId), 'name_taken');
    expect(await clouds.region.servers(jobId)).toHaveLength(1);
  }, 60_000);
});

// Last, because it takes the region away.
describe('giving back a region', () => {
  const giveBack = (): Call => ({ operation: 'destroy', stack: 'sg', release: 'all', ...clouds.sandbox.options });
  const destroy = () => runStack({ operation: 'destroy', stack: 'sg', release: 'all', ...clouds.sandbox.options });

  test('a server that is protected at the cloud stops it', async () => {
    const id = (await clouds.sandbox.server(sharedNodeId('sg', 'job_first'))).id;
    const protect = (on: boolean) =>
      clouds.sandbox.hetzner('POST', `/servers/${id}/actions/change_protection`, { delete: on, rebuild: on });
    await protect(true);
    await failsWith(giveBack(), 'delete_protected');
    await protect(false);
    await succeeds(destroy());
    expect((await clouds.sandbox.billed()).filter((what) => what.includes(sharedNodeId('sg', 'job_first')))).toEqual(
      [],
    );
  }, 60_000);

  test('a server that is locked while it is deleted stops it, and the next run ends it', async () => {
    await succeeds(clouds.region.up('job_locked'));
    await clouds.sandbox.control('POST', '/faults', { request: DELETE, status: 423, code: 'locked' });
    expect((await failsWith(giveBack(), 'update_failed')).detail).toMatch('locked');
    await succeeds(destroy());
    expect(await clouds.region.servers('job_locked')).toEqual([]);
  }, 60_000);
});
