import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { openWorld, type World } from './world.ts';

jest.setTimeout(180_000);

let dir: string;
let world: World;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-world-'));
  // Without an engine there is no act: what is dispatched waits.
  world = await openWorld({ dir, agents: 'none', engine: () => undefined, runner: 'on' });
});
afterEach(async () => {
  await world.close();
  await rm(dir, { recursive: true });
});

async function github(path: string, init: RequestInit = {}) {
  const { github_url, github_repository, github_token } = world.connection;
  const headers = { authorization: `Bearer ${github_token}` };
  return await fetch(`${github_url}/repos/${github_repository}${path}`, { ...init, headers });
}

async function nodes(): Promise<number> {
  const { control_plane_url, internal_api_key } = world.connection;
  const headers = { authorization: `Bearer ${internal_api_key}` };
  return (await fetch(`${control_plane_url}/internal/nodes`, { headers })).status;
}

test('a world tells its workflows where they are, and goes on where it was, wholly or its control plane alone', async () => {
  const { connection } = world;
  const shown = await (await fetch(`${connection.control_url}/github`)).json();
  expect(shown).toMatchObject({
    secrets: ['CLOUDFLARE_API_TOKEN', 'HCLOUD_TOKEN_SG', 'PULUMI_CONFIG_PASSPHRASE'],
    variables: { PREGO_CONTROL_PLANE_URL: connection.control_plane_url, PREGO_PULUMI_BACKEND: connection.state_url },
  });
  const body = JSON.stringify({ ref: 'main', inputs: { job_id: 'job_1', region: 'sg', confirm: 'acme' } });
  expect((await github('/actions/workflows/return-resources.yml/dispatches', { method: 'POST', body })).status).toBe(
    204,
  );

  const console = await (await fetch(`${connection.operator_url}/cp/tenant`)).text();
  expect(console).toContain('<script type="module"');

  await world.restartControlPlane();
  expect(await nodes()).toBe(200);
  await world.restart();
  expect(world.connection).toEqual(connection);
  expect(await nodes()).toBe(200);
  const [run] = world.repository.runs();
  expect(run).toMatchObject({ status: 'queued', inputs: { job_id: 'job_1' } });
  await expect(world.ended(run?.id ?? 0, 0)).rejects.toThrow(/is queued after 0 ms/);
});
