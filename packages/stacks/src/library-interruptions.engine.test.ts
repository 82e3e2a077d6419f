import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { after, before, type HeldFault } from './testing/held-fault.ts';
import { killAt, triedWith, VICTIMS } from './testing/kill-points.ts';
import { LibraryUnderTest, makeNetwork, type OthersNetwork } from './testing/library-under-test.ts';
import { runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** Runs and returns of a set from the library are killed where something stands between the cloud and the state. */
let sandbox: SandboxProcess;
let network: OthersNetwork;
let sets = 0;
const newSet = (): LibraryUnderTest => new LibraryUnderTest(sandbox, network, `killed-${++sets}`, ['web', 'db']);

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  network = await makeNetwork(sandbox, 'office');
}, 60_000);
afterAll(() => sandbox.stop());

const MAKING: [string, HeldFault][] = [
  ['after a firewall is made', after('POST', '/v1/firewalls')],
  ['before the first server is made', before('POST', '/v1/servers')],
  ['after the first server is made', after('POST', '/v1/servers')],
  ['after the last server is made', after('POST', '/v1/servers', 1)],
  ['before a server is attached to the network', before('POST', '/v1/servers/*/actions/attach_to_network')],
  ['after a server is attached to the network', after('POST', '/v1/servers/*/actions/attach_to_network')],
  ['after the volume is made', after('POST', '/v1/volumes')],
];
const GIVING_BACK: [string, HeldFault][] = [
  ['before the first server is deleted', before('DELETE', '/v1/servers/*')],
  ['after a server is deleted', after('DELETE', '/v1/servers/*')],
  ['after the volume is deleted', after('DELETE', '/v1/volumes/*')],
];
/** Hetzner has no room for the last server: the set gives back what it has made, and begins again elsewhere. */
const NO_ROOM = {
  request: { method: 'POST', path: '/v1/servers' },
  skip: 1,
  status: 412,
  code: 'resource_unavailable',
};
const MOVING: [string, HeldFault, number][] = [
  ['before the server that was made goes', before('DELETE', '/v1/servers/*'), 2],
  ['after the server that was made has gone', after('DELETE', '/v1/servers/*'), 3],
  ['before the first server is made elsewhere', before('POST', '/v1/servers', 2), 3],
];

const NOTHING_TO_DO = { create: 0, import: 0, update: 0, replace: 0, delete: 0 };
const whole = ({ names }: LibraryUnderTest) => ({
  servers: [...names].sort(),
  firewalls: [...names].sort(),
  volumes: [names[1]],
});

/** What a template's servers were told of each other on their first boot. */
async function toldAddresses(names: readonly string[]): Promise<Set<string>> {
  const orders = (await sandbox.requests('POST', '/v1/servers')).map(
    (body) => JSON.parse(body) as Record<string, string>,
  );
  const own = orders.filter(({ name = '' }) => names.includes(name));
  return new Set(own.map(({ user_data = '' }) => (user_data.match(/PREGO_\w+_PRIVATE_IP='[^']*'/g) ?? []).join(' ')));
}

describe.each(VICTIMS)('the %s is killed', (victim) => {
  test.each(triedWith(victim, MAKING))(
    '%s; the next run makes what is missing, and the one after that has nothing to do',
    async (_when, fault) => {
      const set = newSet();
      await killAt(sandbox, fault, set.up, victim);

      expect(await runApart({ ...set.up, holdsLease: true })).toHaveProperty('changes');
      expect(await set.timesMade()).toEqual([1, 1]);
      expect(await runApart(set.up)).toMatchObject({ changes: NOTHING_TO_DO });
      expect(await set.unfinished()).toEqual([]);
      expect(await set.inTheCloud()).toEqual(whole(set));
      expect([...(await toldAddresses(set.names))]).toEqual([
        expect.stringMatching(/^PREGO_WEB_PRIVATE_IP='10\.50\.1\.\d+' PREGO_DB_PRIVATE_IP='10\.50\.1\.\d+'$/),
      ]);
    },
    120_000,
  );

  test.each(triedWith(victim, MOVING))(
    'while the set moves, %s; the next run makes it whole in one place, and nothing is left elsewhere',
    async (_when, fault, made) => {
      const set = newSet();
      await sandbox.control('POST', '/faults', NO_ROOM);
      await killAt(sandbox, fault, set.up, victim);

      expect(await runApart({ ...set.up, holdsLease: true })).toHaveProperty('changes');
      expect(new Set(await set.places()).size).toBe(1);
      expect((await set.timesMade()).reduce((sum, times) => sum + times, 0)).toBe(made);
      expect(await runApart(set.up)).toMatchObject({ changes: NOTHING_TO_DO });
      expect(await set.unfinished()).toEqual([]);
      expect(await set.inTheCloud()).toEqual(whole(set));
      expect((await toldAddresses(set.names)).size).toBe(1);
    },
    120_000,
  );

  test.each(triedWith(victim, GIVING_BACK))(
    '%s; the next return gives back the rest',
    async (_when, fault) => {
      const set = newSet();
      expect(await runApart(set.up)).toHaveProperty('changes');
      await killAt(sandbox, fault, set.destroy, victim);

      expect(await runApart({ ...set.destroy, holdsLease: true })).toHaveProperty('changes');
      expect(await set.inTheCloud()).toEqual({});
      expect(await set.timesMade()).toEqual([1, 1]);
      expect(await set.unfinished()).toEqual([]);
      expect(await sandbox.names('networks')).toEqual([network.name]);
    },
    120_000,
  );
});
