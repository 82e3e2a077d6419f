import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ReturnsUnderTest } from '../testing/returns-under-test.ts';

let world: ReturnsUnderTest;
beforeAll(async () => {
  world = await ReturnsUnderTest.start();
});
afterAll(() => world.stop());

interface Thing {
  readonly kind: string;
  readonly name: string;
}
const namesOf = (kind: string, things: readonly Thing[]): string[] =>
  things
    .filter((thing) => thing.kind === kind)
    .map(({ name }) => name)
    .sort();

describe('the return of a dedicated tenant', () => {
  test('is refused where it is confirmed with another name', async () => {
    const job = await world.dedicatedTenant('acme');
    const before = await world.clouds.billed();
    const { code, log } = await world.giveBack(job, 'acm');
    expect(code).toBe(1);
    expect(log).toContain('return_refused');
    expect(job.end).toMatchObject({ status: 'failed', error: { code: 'return_refused' } });
    expect(await world.clouds.billed()).toEqual(before);
  });

  test('takes its record, its servers and its stack, proves it, and completes', async () => {
    const job = await world.dedicatedTenant('globex');
    const before = await world.clouds.billed();
    const name = await world.withRecord(job);
    const { code, log, outputs, summary } = await world.giveBack(job, 'globex');
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(outputs).toMatchObject({ stack: 'dedicated-globex', dns_outcome: 'deleted' });
    expect(await world.records()).not.toContain(name);
    expect(job).toMatchObject({ dns: null, end: { status: 'completed' } });
    // Of everybody else's nothing was touched.
    const own = job.remove_nodes.map(({ node_id }) => node_id);
    const rest = await world.clouds.billed();
    expect(rest.filter((what) => own.some((node) => what.includes(node)))).toEqual([]);
    expect(before).toEqual(expect.arrayContaining(rest));
    const { gone, remaining } = JSON.parse(outputs.summary ?? '') as { gone: Thing[]; remaining: unknown[] };
    expect(remaining).toEqual([]);
    const kinds = gone.map(({ kind }) => kind);
    // By the names that Hetzner had for them.
    expect(namesOf('servers', gone)).toEqual(own.toSorted());
    // The address that Hetzner made along with the app's server is among what is proved to be gone.
    expect(kinds).toEqual(expect.arrayContaining(['volumes', 'primary_ips', 'networks']));
    expect(summary).toContain('Proved to be gone');
    expect(world.controlPlane.events('job_return_globex')).toEqual(
      expect.arrayContaining(['return.record done', 'return.stack started', 'return.stack done', 'return.proof done']),
    );
  });
});

describe('the return of a tenant on a shared node', () => {
  test('takes its record only', async () => {
    const nodeId = await world.sharedNode('job_shared');
    const before = await world.clouds.billed();
    const job = world.controlPlane.job('job_return_shared', { kind: 'return', stack: undefined, nodes: [] });
    job.inputs = { ...job.inputs, create_new_server: 'false', target_server_id: nodeId, subdomain_slug: 'small' };
    const name = await world.withRecord(job);
    const { code, log } = await world.giveBack(job, 'small');
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(await world.records()).not.toContain(name);
    expect(await world.clouds.billed()).toEqual(before);
    expect(log).not.toContain('Stack sg');
    expect(job).toMatchObject({ dns: null, end: { status: 'completed' } });
  });

  test('leaves a record alone that somebody has changed since', async () => {
    const job = world.controlPlane.job('job_return_changed', { kind: 'return', stack: undefined, nodes: [] });
    job.inputs = {
      ...job.inputs,
      create_new_server: 'false',
      target_server_id: 'sg-s-7k2m9qxa',
      subdomain_slug: 'changed',
    };
    const name = await world.withRecord(job);
    const path = `/zones/${world.clouds.connection.cloudflare_zone_id}/dns_records/${job.dns?.record_id}`;
    await world.clouds.cloudflare('PATCH', path, { content: '203.0.113.77' });
    const { code, log } = await world.giveBack(job, 'changed');
    expect(code).toBe(1);
    expect(log).toContain('dns_taken');
    expect(await world.records()).toContain(name);
  });
});

describe('the retirement of a node', () => {
  test('is refused while tenants live there, whatever the control plane said before', async () => {
    const nodeId = await world.sharedNode('job_full');
    world.controlPlane.node(nodeId, {
      tenants: 1,
      seats: [{ tenant_id: 'acme', subdomain_slug: 'acme', kind: 'tenant', job_id: 'job_1', since: 1 }],
    });
    const before = await world.clouds.billed();
    const job = world.retirement('job_retire_full', nodeId);
    const { code, log } = await world.giveBack(job, nodeId);
    expect(code).toBe(1);
    expect(log).toContain('acme (tenant)');
    expect(job.end).toMatchObject({ error: { code: 'return_refused' } });
    expect(await world.clouds.billed()).toEqual(before);
  });

  test('takes that node and its address, and no other', async () => {
    const [nodeId, other] = [await world.sharedNode('job_empty'), await world.sharedNode('job_other')];
    const { code, log, outputs } = await world.giveBack(world.retirement('job_retire_empty', nodeId), nodeId);
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    const billed = await world.clouds.billed();
    expect(billed).toContain(`server ${other}`);
    expect(billed).not.toContain(`server ${nodeId}`);
    const { gone } = JSON.parse(outputs.summary ?? '') as { gone: Thing[] };
    expect(gone.map(({ kind }) => kind).sort()).toEqual(expect.arrayContaining(['primary_ips', 'servers']));
  });
});
