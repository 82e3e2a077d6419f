import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { eventually, nodeUserData, openListener, Rig } from './testing.ts';

jest.setTimeout(60_000);

const telegraf = process.env.PREGO_TELEGRAF ?? '';
const closing: (() => Promise<void>)[] = [];

beforeAll(() => {
  if (!existsSync(telegraf))
    throw new Error('PREGO_TELEGRAF must name the Telegraf binary that the engine found or built');
});

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function node(telegrafOrSimulated: 'telegraf' | 'simulated') {
  const listener = await openListener();
  const rig = new Rig({ agents: telegrafOrSimulated, telegraf });
  closing.push(() => rig.close(), listener.close);
  const server = rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', listener.url) });
  await rig.settle();
  return { listener, rig, server };
}

const isRunning = (pid: number) => existsSync(`/proc/${pid}`);

test('Telegraf pushes the load of its node with the configuration that cloud-init wrote', async () => {
  const { listener, rig, server } = await node('telegraf');
  const [machine] = rig.machines.list();
  expect(machine).toMatchObject({ agent: 'telegraf', pid: expect.any(Number) });
  rig.machines.setLoad(server.id, { cpuPct: 60, memoryPct: 75 });

  const first = await eventually(() => listener.pushes[0]);
  expect(first).toMatchObject({
    method: 'POST',
    path: '/internal/server-metrics',
    authorization: 'Bearer token-of-sg-s-7k2m9qxa',
    contentType: 'application/json',
  });
  expect(Object.keys(first.body).sort()).toEqual(['disk_pct', 'memory_pct', 'node_id']);
  const settled = await eventually(() => listener.pushes.find(({ body }) => Math.abs(Number(body.cpu_pct) - 60) < 2));
  expect(settled.body).toEqual({
    node_id: 'sg-s-7k2m9qxa',
    cpu_pct: expect.any(Number),
    memory_pct: expect.closeTo(75, 1),
    disk_pct: expect.any(Number),
  });

  rig.machines.setLoad(server.id, { cpuPct: 5, memoryPct: 20 });
  const calm = await eventually(() => listener.pushes.find(({ body }) => Math.abs(Number(body.cpu_pct) - 5) < 2));
  expect(calm.body.memory_pct).toBeCloseTo(20, 1);

  const pid = machine?.pid as number;
  expect(isRunning(pid)).toBe(true);
  rig.change(server, { status: 'off' });
  await rig.settle();
  expect(isRunning(pid)).toBe(false);
});

test('the disk is as full as was asked for where namespaces allow it, and the machine says so where they do not', async () => {
  const { listener, rig, server } = await node('telegraf');
  const contained = rig.machines.list()[0]?.agent_reasons.length === 0;
  rig.machines.setLoad(server.id, { diskPct: 90 });
  const full = ({ body }: (typeof listener.pushes)[number]) => Math.abs(Number(body.disk_pct) - 90) < 0.2;
  if (contained) {
    await eventually(() => listener.pushes.find(full));
    rig.machines.setLoad(server.id, { diskPct: 30 });
    await eventually(() => listener.pushes.find(({ body }) => Math.abs(Number(body.disk_pct) - 30) < 0.2));
  } else {
    expect(rig.machines.list()[0]?.agent_reasons).toEqual([expect.stringContaining("this machine's")]);
    expect(Number((await eventually(() => listener.pushes[0])).body.disk_pct)).toBeGreaterThan(0);
  }
});

test('the simulated agent pushes the same keys to the same place', async () => {
  const shape = async (kind: 'telegraf' | 'simulated') => {
    const { listener } = await node(kind);
    await eventually(() => listener.pushes.find(({ body }) => 'cpu_pct' in body));
    return listener.pushes.map(({ body, ...request }) => ({ ...request, keys: Object.keys(body).sort() })).slice(0, 2);
  };
  const real = await shape('telegraf');
  expect(await shape('simulated')).toEqual(real);
});

test('Telegraf that is killed is started again', async () => {
  const { rig } = await node('telegraf');
  const pid = rig.machines.list()[0]?.pid as number;
  process.kill(pid, 'SIGKILL');
  const next = await eventually(() => rig.machines.list()[0]?.pid !== pid && rig.machines.list()[0]?.pid);
  expect(next).not.toBe(pid);
  await rig.machines.close();
  expect(isRunning(next as number)).toBe(false);
});

test('works where namespaces are not to be had', async () => {
  const listener = await openListener();
  const refusing = ((command: string, ...rest: [never, never]) =>
    spawn(command === 'unshare' ? 'false' : command, ...rest)) as typeof spawn;
  const rig = new Rig({ agents: 'telegraf', telegraf, spawn: refusing });
  closing.push(() => rig.close(), listener.close);
  rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', listener.url) });
  await rig.settle();
  const push = await eventually(() => listener.pushes[0]);
  expect(push.authorization).toBe('Bearer token-of-sg-s-7k2m9qxa');
  expect(rig.machines.list()[0]?.agent_reasons).toEqual([expect.stringContaining('no namespaces here')]);
});

test('a pace laid over the configuration wins', async () => {
  const listener = await openListener();
  const rig = new Rig({ agents: 'telegraf', telegraf, pushEvery: '1s' });
  closing.push(() => rig.close(), listener.close);
  const slow = (config: string) => config.replaceAll(/interval = "\ds"/g, 'interval = "1h"');
  const server = rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', listener.url, slow) });
  await rig.settle();
  expect(rig.file(server, 'root/etc/telegraf/telegraf.conf')).toContain('flush_interval = "1h"');
  await eventually(() => listener.pushes[0]);
});

test('a sandbox that is killed leaves no Telegraf behind', async () => {
  const program = `
    const { Rig, nodeUserData } = await import(${JSON.stringify(new URL('testing.ts', import.meta.url).href)});
    const rig = new Rig({ agents: 'telegraf', telegraf: process.env.PREGO_TELEGRAF });
    rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', 'http://127.0.0.1:9/') });
    await rig.settle();
    console.log(JSON.stringify({ pid: rig.machines.list()[0].pid, dataDir: rig.dataDir }));`;
  const sandbox = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => sandbox.stdout.once('data', (data) => resolve(String(data))));
  const { pid, dataDir } = JSON.parse(line) as { pid: number; dataDir: string };
  closing.push(async () => rmSync(dataDir, { recursive: true }));
  await eventually(() => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('telegraf'));
  sandbox.kill('SIGKILL');
  await eventually(() => !isRunning(pid));
});
