import { afterEach, expect, jest, test } from '@jest/globals';
import { initialLoad } from './load.ts';
import { eventually, nodeUserData, openListener, Rig } from './testing.ts';

jest.setTimeout(60_000);

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function nodeWithListener(refuse = 0) {
  const listener = await openListener(refuse);
  const rig = new Rig({ agents: 'simulated' });
  closing.push(() => rig.close(), listener.close);
  const server = rig.addServer('node-a', { userData: nodeUserData('sg-s-7k2m9qxa', listener.url) });
  await rig.settle();
  return { listener, rig, server };
}

test('pushes what Telegraf would, first without a cpu figure', async () => {
  const { listener, rig, server } = await nodeWithListener();
  const { cpuPct, memoryPct, diskPct } = initialLoad(server.id);
  const second = await eventually(() => listener.pushes[1]);
  expect(listener.pushes[0]).toEqual({
    method: 'POST',
    path: '/internal/server-metrics',
    authorization: 'Bearer token-of-sg-s-7k2m9qxa',
    contentType: 'application/json',
    body: { node_id: 'sg-s-7k2m9qxa', memory_pct: memoryPct, disk_pct: diskPct },
  });
  const full = { node_id: 'sg-s-7k2m9qxa', cpu_pct: cpuPct, memory_pct: memoryPct, disk_pct: diskPct };
  expect(second.body).toEqual(full);
  rig.machines.setLoad(server.id, { memoryPct: 93 });
  await eventually(() => listener.pushes.find(({ body }) => body.memory_pct === 93));
});

test('keeps what was refused for the next push', async () => {
  const { listener } = await nodeWithListener(3);
  const first = await eventually(() => listener.pushes[0]);
  expect(listener.refusals()).toBe(3);
  expect(Object.keys(first.body)).toEqual(['node_id', 'cpu_pct', 'memory_pct', 'disk_pct']);
});

test('says why where Telegraf would not start', async () => {
  const rig = new Rig({ agents: 'simulated' });
  closing.push(() => rig.close());
  const edits: [string, string][] = [
    ['interval = "2s"', 'interval = "soon"'],
    ['data_format = "json"', 'data_format = "influx"'],
    ['[global_tags]', '[global_tags'],
  ];
  for (const [from, to] of edits) {
    const edit = (config: string) => config.replace(from, to);
    rig.addServer('node', { userData: nodeUserData('sg-s-7k2m9qxa', 'http://127.0.0.1:9/', edit) });
  }
  await rig.settle();
  expect(rig.machines.list().map((machine) => machine.agent_reasons)).toEqual([
    [expect.stringContaining("'soon' is no duration")],
    [expect.stringContaining('influx')],
    [expect.stringContaining('would not start')],
  ]);
});

test('says when the control plane does not take its pushes', async () => {
  const { rig } = await nodeWithListener(1_000);
  const reasons = await eventually(() => {
    const found = rig.machines.list()[0]?.agent_reasons;
    return found?.length ? found : undefined;
  });
  expect(reasons).toEqual([expect.stringContaining('received status code 503')]);
});
