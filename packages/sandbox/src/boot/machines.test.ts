import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { MachineView } from './machine.ts';
import { eventually, nodeUserData, Rig } from './testing.ts';

let rig: Rig;

beforeEach(() => {
  rig = new Rig();
});

afterEach(async () => {
  await rig.close();
  expect(rig.problems).toEqual([]);
});

const NOWHERE = 'http://127.0.0.1:9/internal/server-metrics';
const url = (view: MachineView | undefined) => (view && 'url' in view.guest ? view.guest.url : 'no guest');
const answer = async (view: MachineView | undefined) => (await fetch(url(view))).json();
const only = () => rig.machines.list()[0];

describe('a server that is running', () => {
  test('boots a machine that is configured and answers at its own address', async () => {
    const server = rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', NOWHERE) });
    await rig.settle();
    expect(only()).toMatchObject({
      server_id: server.id,
      name: 'node-a',
      project: rig.project,
      address: `127.83.0.${server.id}`,
      hostname: 'sg-s-7k2m9qxa',
      boots: 1,
      cloud_init: { status: 'done', reasons: [] },
      agent: 'simulated',
      agent_reasons: [],
      pid: null,
    });
    expect(await answer(only())).toEqual({ hostname: 'sg-s-7k2m9qxa', server_id: server.id, cloud_init: 'done' });
    expect(rig.file(server, 'root/etc/hostname')).toBe('sg-s-7k2m9qxa\n');
    expect(rig.file(server, 'root/etc/telegraf/telegraf.conf')).toContain(NOWHERE);
    const log = rig.file(server, 'boot.log');
    expect(log.indexOf('/etc/default/telegraf')).toBeLessThan(log.indexOf('packages: telegraf'));
    expect(log.indexOf('packages: telegraf')).toBeLessThan(log.indexOf('/etc/telegraf/telegraf.conf'));
    expect(log.indexOf('/etc/telegraf/telegraf.conf')).toBeLessThan(log.indexOf('runcmd: systemctl'));
  });

  test('keeps its machine however often one looks', async () => {
    rig.addServer('node-a');
    await rig.settle();
    const first = only();
    await Promise.all([rig.machines.reconcile(), rig.machines.reconcile(), rig.machines.reconcile()]);
    expect(only()).toEqual(first);
  });

  test.each(['off', 'initializing', 'starting', 'stopping', 'deleting'] as const)(
    'that is %s has none',
    async (status) => {
      rig.addServer('node-a', { status });
      await rig.settle();
      expect(rig.machines.list()).toEqual([]);
    },
  );

  test('without a public IPv4 address answers nowhere', async () => {
    rig.addServer('node-a', { primaryIps: { ipv4: null, ipv6: null } });
    await rig.settle();
    expect(only()).toMatchObject({ address: null, guest: { reason: 'the server has no public IPv4 address' } });
  });

  test('never binds an address that is not on loopback', async () => {
    const server = rig.addServer('node-a');
    const address = rig.hetzner.primaryIps.get(rig.project, server.id);
    if (address) rig.hetzner.primaryIps.put(rig.project, { ...address, ip: '0.0.0.0' });
    await rig.settle();
    expect(only()?.guest).toEqual({ reason: '0.0.0.0 is not a loopback address' });
  });
});

describe('power', () => {
  test('off ends the machine, on again boots it without configuring it anew', async () => {
    const server = rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', NOWHERE) });
    await rig.settle();
    const address = url(only());
    rig.change(server, { status: 'off' });
    await rig.settle();
    expect(rig.machines.list()).toEqual([]);
    await expect(fetch(address)).rejects.toThrow('fetch failed');

    rig.change(server, { status: 'running', boots: 2, userData: '#cloud-config\nhostname: other\n' });
    await rig.settle();
    expect(only()).toMatchObject({ hostname: 'sg-s-7k2m9qxa', boots: 2, agent: 'simulated' });
    expect(rig.file(server, 'boot.log').match(/runcmd:/g)).toHaveLength(1);
  });

  test('a reboot starts only the services that are enabled', async () => {
    const userData = nodeUserData('sg-s-7k2m9qxa', NOWHERE).replace('  - telegraf\n', '  - curl\n');
    const server = rig.addServer('node-a', { userData: userData.replace(/- enable\n\s+- --now/, '- start') });
    await rig.settle();
    expect(only()).toMatchObject({
      agent: 'simulated',
      cloud_init: { reasons: [expect.stringContaining('installs it')] },
    });
    rig.change(server, { boots: 2 });
    await rig.settle();
    expect(only()).toMatchObject({ boots: 2, agent: 'none' });
  });

  test('a restart of the sandbox goes on with the same boot', async () => {
    const server = rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', NOWHERE) });
    await rig.settle();
    const { booted_at } = only() as MachineView;
    await rig.restart();
    expect(rig.machines.list()).toEqual([]);
    await rig.settle();
    expect(only()).toMatchObject({ booted_at, hostname: 'sg-s-7k2m9qxa', agent: 'simulated' });
    expect(rig.file(server, 'boot.log').match(/^boot /gm)).toHaveLength(1);
  });

  test('a deleted server takes its disk with it, others keep theirs', async () => {
    const [gone, kept] = [rig.addServer('node-a'), rig.addServer('node-b', { status: 'off' })];
    await rig.settle();
    rig.change(kept, { status: 'running' });
    rig.hetzner.servers.delete(rig.project, gone.id);
    await rig.settle();
    expect(existsSync(join(rig.dataDir, 'machines', String(gone.id)))).toBe(false);
    expect(rig.machines.list().map((machine) => machine.server_id)).toEqual([kept.id]);
  });

  test('after close nothing starts again', async () => {
    rig.addServer('node-a');
    await rig.settle();
    const address = url(only());
    await rig.machines.close();
    await rig.settle();
    expect(rig.machines.list()).toEqual([]);
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });
});

describe('what goes wrong at boot', () => {
  test('broken user data: the machine runs, unconfigured', async () => {
    rig.addServer('node-a', { userData: '#cloud-config\nruncmd: [\n' });
    await rig.settle();
    expect(only()).toMatchObject({ hostname: 'node-a', agent: 'none', cloud_init: { status: 'error' } });
    expect(await answer(only())).toMatchObject({ cloud_init: 'error' });
  });

  test('a fault in cloud-init: no agent, and none after a reboot', async () => {
    rig.hetzner.core.faults.add({ boot: 'node-a', machine: 'cloud_init_error' });
    const server = rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', NOWHERE) });
    await rig.settle();
    expect(only()).toMatchObject({ agent: 'none', cloud_init: { status: 'error', reasons: [expect.any(String)] } });
    rig.change(server, { boots: 2 });
    await rig.settle();
    expect(only()).toMatchObject({ agent: 'none', cloud_init: { status: 'error' } });
  });

  test('a machine that never boots answers nothing, also to a new sandbox, until it is powered on again', async () => {
    rig.hetzner.core.faults.add({ boot: 'node-a', machine: 'never_boots' });
    const server = rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', NOWHERE) });
    await rig.settle();
    await rig.restart();
    await rig.settle();
    expect(only()).toMatchObject({
      agent: 'none',
      cloud_init: { status: 'not_run' },
      guest: { reason: expect.any(String) },
    });
    rig.change(server, { boots: 2 });
    await rig.settle();
    expect(only()).toMatchObject({ agent: 'simulated', cloud_init: { status: 'done' } });
  });

  test('a slow boot can be cut off', async () => {
    rig.hetzner.core.faults.add({ boot: '*', delayMs: 3_600_000 });
    const server = rig.addServer('node-a');
    await rig.machines.reconcile();
    expect(only()).toMatchObject({ cloud_init: { status: 'running' }, booted_at: null });
    rig.change(server, { status: 'off' });
    await rig.settle();
    expect(rig.machines.list()).toEqual([]);
  });

  test("a configuration that telegraf's user may not read is told", async () => {
    const userData = nodeUserData('sg-s-7k2m9qxa', NOWHERE).replace('owner: root:telegraf', 'owner: root:root');
    rig.addServer('node-a', { userData });
    await rig.settle();
    expect(only()?.cloud_init.reasons).toEqual([expect.stringContaining("can't be read by the user telegraf")]);
  });

  test('a file that cannot be written ends cloud-init in error', async () => {
    const write_files = [{ path: '/etc/a' }, { path: '/etc/a/b' }];
    rig.addServer('node-a', { userData: `#cloud-config\n${stringify({ write_files })}` });
    await rig.settle();
    expect(only()?.cloud_init).toEqual({ status: 'error', reasons: [expect.any(String)] });
  });
});

describe('load', () => {
  test('is set for a machine and outlives a restart', async () => {
    const server = rig.addServer('node-a');
    await rig.settle();
    expect(rig.machines.setLoad(server.id, { memoryPct: 93 })).toBe(true);
    expect(() => rig.machines.setLoad(server.id, { cpuPct: 101 })).toThrow(RangeError);
    expect(rig.machines.setLoad(999, { memoryPct: 93 })).toBe(false);
    await rig.restart();
    await rig.settle();
    expect(only()?.load).toMatchObject({ memoryPct: 93 });
  });
});

test('agents can be switched off', async () => {
  const quiet = new Rig({ agents: 'none' });
  quiet.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', NOWHERE) });
  await quiet.settle();
  expect(quiet.machines.list()).toMatchObject([{ agent: 'none', cloud_init: { status: 'done' } }]);
  await quiet.close();
});

test('beyond the real agents simulated ones stand in, and a Telegraf that cannot run says so', async () => {
  const mixed = new Rig({ agents: 'telegraf', telegraf: '/nowhere/telegraf', realAgents: 1 });
  mixed.addServer('node-a', { userData: nodeUserData('sg-s-aaaaaaaa', NOWHERE) });
  mixed.addServer('node-b', { userData: nodeUserData('sg-s-bbbbbbbb', NOWHERE) });
  await mixed.settle();
  expect(mixed.machines.list().map((machine) => machine.agent)).toEqual(['telegraf', 'simulated']);
  await eventually(() => mixed.machines.list()[0]?.agent_reasons.some((reason) => reason.includes('failed 5 times')));
  expect(mixed.machines.list()[0]?.pid).toBeNull();
  await mixed.close();
});
