import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dedicatedNodeId, dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import { StacksToLookAt } from '../testing/stacks-to-look-at.ts';

let world: StacksToLookAt;
let usToken: string;
const IN_SG = sharedNodeId('sg', 'job_sg');
const IN_US = sharedNodeId('us', 'job_us');
const BOLT = dedicatedStackName('bolt');

beforeAll(async () => {
  world = await StacksToLookAt.start();
  ({ hetzner_token: usToken } = (await world.clouds.control('POST', '/projects', {})) as { hetzner_token: string });
  await world.share('job_sg', IN_SG, 'sg');
  await world.share('job_us', IN_US, 'us', { hcloud_token: usToken });
  await world.dedicate('job_bolt', 'bolt', 'us', { hcloud_token: usToken });
}, 120_000);
afterAll(() => world.stop());

describe('where a region is a Hetzner project of its own', () => {
  const drifts = () => new Map(world.controlPlane.drift.map(({ stack, status }) => [stack, status]));

  test('drift looks at each stack with the token of its own', async () => {
    const { code, log } = await world.run('drift', { hcloud_token_us: usToken });
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(Object.fromEntries(drifts())).toEqual({ sg: 'in_sync', us: 'in_sync', [BOLT]: 'in_sync' });
    expect(world.runner.logs()).not.toContain(usToken);
  }, 60_000);

  test('drift with the one token only would take all of it for gone', async () => {
    await world.run('drift', { stacks: `us\n${BOLT}` });
    expect([drifts().get('us'), drifts().get(BOLT)]).toEqual(['drifted', 'drifted']);
  }, 60_000);

  test('inventory has what is in both, and nothing is gone that is in either', async () => {
    const { code, outputs } = await world.run('inventory', { hcloud_token_us: usToken, hcloud_token_eu: usToken });
    expect(code).toBe(0);
    const stacks = new Map(world.items('servers').map(({ name, stack }) => [name, stack]));
    expect(stacks.get(IN_US)).toBe('us');
    expect(stacks.get(dedicatedNodeId('us', 'job_bolt', 'db'))).toBe(BOLT);
    expect(stacks.get(IN_SG)).toBe('sg');
    expect(world.items('servers')).toHaveLength(stacks.size);
    expect(JSON.parse(outputs.summary ?? '').gone).toEqual([]);
    const served = new Set(world.items('networks').map(({ regions }) => regions?.join(' ')));
    expect(served).toEqual(new Set(['sg', 'us eu']));
  }, 60_000);

  test('a preview of every region finds each as it is', async () => {
    const { code, outputs } = await world.run('preview', { hcloud_token_us: usToken });
    expect(code).toBe(0);
    expect(JSON.parse(outputs.summary ?? '').stacks.us).toMatchObject({ changes: 0, monthly_difference: 0 });
  }, 60_000);
});
