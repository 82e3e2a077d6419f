import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dedicatedNodeId, sharedNodeId } from './names.ts';
import type { Call } from './testing/run-process.ts';
import { RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** What happens when Hetzner has sold out a server type somewhere. */
let sandbox: SandboxProcess;

beforeEach(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterEach(() => sandbox.stop());

const soldOut = (...offers: string[]): Promise<unknown> => {
  const unavailable = offers.map((offer) => {
    const [server_type, location] = offer.split('@');
    return { server_type, location };
  });
  return sandbox.control('PUT', '/availability', { unavailable });
};

const addShared = (region: 'sg' | 'eu'): Call => ({
  operation: 'up',
  shared: { region, add: [{ jobId: 'job_1' }], access: {} },
  ...sandbox.options,
});

const trio = (region: 'eu' | 'us'): Call => ({
  operation: 'up',
  trio: { region, tenantId: 'acme', jobId: 'job_1', access: {} },
  ...sandbox.options,
});

async function places(): Promise<string[]> {
  const names = await sandbox.names('servers');
  const servers = await Promise.all(names.map((name) => sandbox.server(name)));
  return servers.map(({ name, server_type, location }) => `${name} ${server_type.name}@${location.name}`);
}

const NOTHING_TO_DO = { create: 0, import: 0, update: 0, replace: 0, delete: 0 };

describe('a shared node', () => {
  test('takes the next location, and stays there when the first has room again', async () => {
    await soldOut('cx33@fsn1');
    const run = new RunProcess(addShared('eu'));
    expect(await run.outcome).not.toHaveProperty('code');
    const node = sharedNodeId('eu', 'job_1');
    expect(run.events.filter(({ type }) => type === 'offer_refused')).toEqual([
      { type: 'offer_refused', server: node, serverType: 'cx33', location: 'fsn1', code: 'capacity_unavailable' },
    ]);
    expect(await places()).toEqual([`${node} cx33@nbg1`]);

    await soldOut();
    expect(await runApart(addShared('eu'))).toMatchObject({ changes: NOTHING_TO_DO });
  }, 60_000);

  test('of which no offer is left fails with all tries, and leaves no server', async () => {
    await soldOut('cx33@fsn1', 'cx33@nbg1', 'cx33@hel1');
    expect(await runApart(addShared('eu'))).toMatchObject({
      code: 'capacity_unavailable',
      message: expect.stringMatching(/cx33 in fsn1.*cx33 in nbg1.*cx33 in hel1/),
    });
    expect(await sandbox.names('servers')).toEqual([]);
    expect(await sandbox.billed()).toEqual([]);

    await soldOut();
    expect(await runApart(addShared('eu'))).not.toHaveProperty('code');
  }, 60_000);

  test('of a type that is not sold in the location takes the next offer', async () => {
    const offers = [
      { serverType: 'cx33', location: 'sin' },
      { serverType: 'cpx32', location: 'sin' },
    ];
    const call: Call = {
      operation: 'up',
      shared: { region: 'sg', add: [{ jobId: 'job_1', offers }], access: {} },
      ...sandbox.options,
    };
    expect(await runApart(call)).not.toHaveProperty('code');
    expect(await places()).toEqual([`${sharedNodeId('sg', 'job_1')} cpx32@sin`]);
  }, 60_000);
});

describe('a trio', () => {
  const node = (region: 'eu' | 'us', role: 'app' | 'db' | 'redis'): string => dedicatedNodeId(region, 'job_1', role);

  test('keeps what it has and takes another location of the same network zone for the rest', async () => {
    await sandbox.control('POST', '/faults', {
      request: { method: 'POST', path: '/v1/servers' },
      skip: 1,
      status: 412,
      code: 'resource_unavailable',
    });
    expect(await runApart(trio('eu'))).not.toHaveProperty('code');
    const found = await places();
    expect(found).toHaveLength(3);
    expect(found.filter((place) => place.endsWith('@fsn1'))).toHaveLength(2);
    expect(found.filter((place) => place.endsWith('@nbg1'))).toHaveLength(1);
    expect((await sandbox.ledger()).filter(({ kind }) => kind === 'server')).toHaveLength(3);
    expect(await runApart(trio('eu'))).toMatchObject({ changes: NOTHING_TO_DO });
  }, 60_000);

  test('moves to another network zone as a whole, after what it had made is gone', async () => {
    await soldOut('cpx11@ash');
    expect(await runApart(trio('us'))).not.toHaveProperty('code');
    expect((await places()).sort()).toEqual([
      `${node('us', 'app')} cpx21@hil`,
      `${node('us', 'db')} cpx21@hil`,
      `${node('us', 'redis')} cpx11@hil`,
    ]);
    expect(await sandbox.names('networks')).toHaveLength(1);
    expect(await sandbox.names('volumes')).toHaveLength(1);
    expect(await runApart(trio('us'))).toMatchObject({ changes: NOTHING_TO_DO });
  }, 90_000);

  test('that was complete once never starts over: the zone it is in must have room', async () => {
    expect(await runApart(trio('us'))).not.toHaveProperty('code');
    const [app, db] = [await sandbox.server(node('us', 'app')), await sandbox.server(node('us', 'db'))];
    const redis = await sandbox.server(node('us', 'redis'));
    await sandbox.hetzner('DELETE', `/servers/${redis.id}`);
    await soldOut('cpx11@ash');
    // Only a recovery looks whether what is in the state is in the cloud.
    await sandbox.leaveLock('dedicated-acme');
    expect(await runApart({ ...trio('us'), holdsLease: true })).toMatchObject({ code: 'capacity_unavailable' });
    expect((await sandbox.server(app.name)).id).toBe(app.id);
    expect((await sandbox.server(db.name)).id).toBe(db.id);
  }, 90_000);
});
