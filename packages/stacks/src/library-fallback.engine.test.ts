import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { describeOwned } from './described-things.ts';
import { stackSelector } from './remaining.ts';
import { LibraryUnderTest, makeNetwork, OFFERS, type OthersNetwork } from './testing/library-under-test.ts';
import { RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** What happens to a set from the library where Hetzner has no room, a name or an address is taken, or a server is protected. */
let sandbox: SandboxProcess;
let network: OthersNetwork;
beforeEach(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  network = await makeNetwork(sandbox, 'office');
}, 60_000);
afterEach(() => sandbox.stop());

const newSet = (): LibraryUnderTest => new LibraryUnderTest(sandbox, network, 'crm', ['web', 'app', 'db']);
const soldOut = (...locations: string[]) =>
  sandbox.control('PUT', '/availability', {
    unavailable: locations.map((location) => ({ server_type: 'cx23', location })),
  });
const noRoomFor = (skip: number, count = 1) =>
  sandbox.control('POST', '/faults', {
    ...{ request: { method: 'POST', path: '/v1/servers' }, skip, count },
    ...{ status: 412, code: 'resource_unavailable' },
  });
const NOTHING_TO_DO = { create: 0, import: 0, update: 0, replace: 0, delete: 0 };

describe('a set whose first location is sold out', () => {
  test('stands in the next, and stays there when the first has room again', async () => {
    const set = newSet();
    await soldOut('fsn1');
    expect(await runApart(set.up)).not.toHaveProperty('code');
    expect(await set.places()).toEqual(['nbg1', 'nbg1', 'nbg1']);
    await soldOut();
    expect(await runApart(set.up)).toMatchObject({ changes: NOTHING_TO_DO });
  }, 60_000);

  test('moves to the next as a whole where a part of it was made', async () => {
    const set = newSet();
    await noRoomFor(2);
    const run = new RunProcess(set.up);
    expect(await run.outcome).not.toHaveProperty('code');
    expect(run.events.filter(({ type }) => type === 'offer_refused')).toHaveLength(1);
    expect(await set.places()).toEqual(['nbg1', 'nbg1', 'nbg1']);
    expect((await set.timesMade()).reduce((sum, times) => sum + times, 0)).toBe(5);
    expect(await set.inTheCloud()).toMatchObject({ servers: [...set.names].sort() });
    expect(await runApart(set.up)).toMatchObject({ changes: NOTHING_TO_DO });
  }, 90_000);

  test('fails with every offer named where none has room, and a return leaves nothing', async () => {
    const set = newSet();
    await soldOut(...OFFERS.map(({ location }) => location));
    expect(await runApart(set.up)).toMatchObject({
      code: 'capacity_unavailable',
      message: expect.stringMatching(/cx23 in fsn1: no capacity; cx23 in nbg1: no capacity; cx23 in hel1: no capacity/),
    });
    expect(await set.timesMade()).toEqual([0, 0, 0]);
    expect(await runApart(set.destroy)).not.toHaveProperty('code');
    expect(await set.inTheCloud()).toEqual({});
    expect(await sandbox.names('networks')).toEqual([network.name]);
  }, 90_000);

  test('stays where it is once it has a volume: what is missing stands in another location of the zone', async () => {
    const set = newSet();
    expect(await runApart(set.up)).not.toHaveProperty('code');
    const { id } = await sandbox.server('crm-web');
    await sandbox.hetzner('DELETE', `/servers/${id}`);
    await soldOut('fsn1');
    // Only a recovery looks whether what is in the state is in the cloud.
    await sandbox.leaveLock(set.stack);
    expect(await runApart({ ...set.up, holdsLease: true })).not.toHaveProperty('code');
    expect(await set.places()).toEqual(['nbg1', 'fsn1', 'fsn1']);
    expect(await set.timesMade()).toEqual([2, 1, 1]);
  }, 90_000);
});

describe('what is somebody else’s', () => {
  test('is not taken over: a server of a wanted name is told, and nothing is made', async () => {
    const set = newSet();
    const others = { name: 'crm-db', server_type: 'cx23', image: 'debian-13', location: 'fsn1' };
    await sandbox.hetzner('POST', '/servers', others);
    expect(await runApart(set.up)).toMatchObject({ code: 'name_taken' });
    expect(await set.inTheCloud()).toEqual({ servers: ['crm-db'] });
  }, 60_000);

  test('a private address that went to it in the same moment: the same run goes on', async () => {
    const set = newSet();
    await addressesGone(1);
    const run = new RunProcess(set.up);
    expect(await run.outcome).not.toHaveProperty('code');
    expect(triesAnew(run)).toBe(1);
    expect(await set.inTheCloud()).toMatchObject({ servers: [...set.names].sort(), volumes: ['crm-db'] });
    expect(await runApart(set.up)).toMatchObject({ changes: NOTHING_TO_DO });
  }, 90_000);

  test('a private address that is gone time after time: the next run makes the set anew at others', async () => {
    // Without a volume: only that its servers are not in their network tells that it was never complete.
    const set = new LibraryUnderTest(sandbox, network, 'crm', ['web', 'app']);
    await addressesGone(100);
    const run = new RunProcess(set.up);
    expect(await run.outcome).toMatchObject({ code: 'name_taken', message: expect.stringContaining('Run it again') });
    expect(triesAnew(run)).toBe(3);
    await sandbox.control('DELETE', '/faults');
    const { labels } = await sandbox.server('crm-app');
    const lost = z.object({ 'private-ip-app': z.string() }).parse(labels)['private-ip-app'];
    const { id } = await sandbox.server('office-old');
    await sandbox.hetzner('POST', `/servers/${id}/actions/detach_from_network`, { network: network.id });
    await detached('office-old');
    await sandbox.hetzner('POST', `/servers/${id}/actions/attach_to_network`, { network: network.id, ip: lost });

    expect(await runApart(set.up)).not.toHaveProperty('code');
    const { private_net } = await sandbox.server('crm-app');
    expect(private_net).not.toMatchObject([{ ip: lost }]);
    expect(await set.timesMade()).toEqual([2, 2]);
    expect(await runApart(set.up)).toMatchObject({ changes: NOTHING_TO_DO });
  }, 90_000);
});

const addressesGone = (count: number) =>
  sandbox.control('POST', '/faults', {
    ...{ request: { method: 'POST', path: '/v1/servers/*/actions/attach_to_network' }, count },
    ...{ status: 422, code: 'ip_not_available' },
  });
const triesAnew = ({ events }: RunProcess): number =>
  events.filter((event) => event.type === 'message' && event.text.includes('It chooses again.')).length;

async function detached(name: string): Promise<void> {
  while (z.array(z.unknown()).parse((await sandbox.server(name)).private_net).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a return fails at a server that is protected at Hetzner, and what remains is told', async () => {
  const set = newSet();
  expect(await runApart(set.up)).not.toHaveProperty('code');
  const { id } = await sandbox.server('crm-app');
  const protect = (on: boolean) =>
    sandbox.hetzner('POST', `/servers/${id}/actions/change_protection`, { delete: on, rebuild: on });
  await protect(true);
  expect(await runApart(set.destroy)).toMatchObject({ code: 'delete_protected' });
  const owned = { selector: stackSelector(set.stack), things: [] };
  const { things } = await describeOwned(sandbox.options.credentials, owned);
  expect(things).toContainEqual(expect.objectContaining({ kind: 'servers', id: String(id), name: 'crm-app' }));

  await protect(false);
  expect(await runApart(set.destroy)).not.toHaveProperty('code');
  expect(await set.inTheCloud()).toEqual({});
}, 90_000);
