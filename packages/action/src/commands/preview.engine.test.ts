import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import type { Step } from '../testing/action-process.ts';
import { StacksToLookAt } from '../testing/stacks-to-look-at.ts';

let world: StacksToLookAt;
const ACME = dedicatedStackName('acme');

beforeAll(async () => {
  world = await StacksToLookAt.start();
  await world.share('job_shared', sharedNodeId('sg', 'job_shared'), 'sg');
  await world.dedicate('job_acme', 'acme', 'eu');
}, 120_000);
afterAll(() => world.stop());

describe('preview', () => {
  const github = async (method: string, path: string): Promise<unknown> => {
    const { github_url, github_repository, github_token } = world.clouds.connection;
    const headers = { authorization: `Bearer ${github_token}`, 'user-agent': 'test' };
    return await (await fetch(`${github_url}/repos/${github_repository}${path}`, { method, headers })).json();
  };

  test('of a tenant that is as it should be has no changes, and costs as now', async () => {
    const { code, log, summary, outputs } = await world.run('preview', {
      region: 'eu',
      tenant_id: 'acme',
      dedicated: 'true',
    });
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(summary).toContain('No changes.');
    expect(summary).toMatch(/a month, net: as now\./);
    expect(JSON.parse(outputs.summary ?? '')).toMatchObject({ stack: ACME, changes: 0, monthly_difference: 0 });
  }, 60_000);

  test('of a new node shows what it adds and costs, and changes nothing', async () => {
    const was = await world.kept();
    const made = await world.clouds.serversMade();
    const { code, summary, outputs } = await world.run('preview', { region: 'us', job_id: 'job_new' });
    expect(code).toBe(0);
    const { changes, monthly_difference } = JSON.parse(outputs.summary ?? '');
    expect(changes).toBeGreaterThan(3);
    expect(monthly_difference).toBeGreaterThan(20);
    expect(`${monthly_difference.toFixed(2)} EUR`).toBe(outputs.monthly_cost);
    expect(summary).toContain(`| ➕ create | Server | ${sharedNodeId('us', 'job_new')} |`);
    expect(await world.kept()).toEqual(was);
    expect(await world.clouds.serversMade()).toEqual(made);
  }, 60_000);

  /** A push to pull request 3. */
  async function push(inputs: Record<string, string>): Promise<Step> {
    const { github_url, github_repository, github_token } = world.clouds.connection;
    const event = join(world.runner.folder, 'event.json');
    await writeFile(event, JSON.stringify({ pull_request: { number: 3 } }));
    const env = { GITHUB_API_URL: github_url, GITHUB_REPOSITORY: github_repository, GITHUB_EVENT_PATH: event };
    return await world.run('preview', { github_token, ...inputs }, env);
  }
  const comments = async () =>
    ((await github('GET', '/issues/3/comments')) as { body: string }[]).map(({ body }) => body);

  test('of every region is one comment on the pull request, which each push writes anew', async () => {
    const { code, log, outputs } = await push({});
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    const { stacks } = JSON.parse(outputs.summary ?? '') as { stacks: Record<string, { cost: { monthly: number } }> };
    expect(Object.keys(stacks)).toEqual(['sg', 'us', 'eu']);
    const sum = Object.values(stacks).reduce((all, { cost }) => all + cost.monthly, 0);
    expect(outputs.monthly_cost).toBe(`${sum.toFixed(2)} EUR`);
    const first = await comments();
    expect(first).toEqual([
      expect.stringMatching(/^<!-- prego:preview -->\n### Plan of stack sg\n[\s\S]*stack us\n[\s\S]*stack eu\n/),
    ]);
    await push({ pulumi_config_passphrase: 'another' });
    expect(await comments()).toEqual([expect.stringMatching(/stack sg\n\n❌ There is no plan\. state_unreadable/)]);
  }, 120_000);

  test('that fails fails the step, and tells the plans that there are all the same', async () => {
    const { code, log, summary } = await push({ pulumi_config_passphrase: 'another' });
    expect({ code, log }).toEqual({
      code: 1,
      log: expect.stringContaining('::error title=preview failed::state_unreadable'),
    });
    // Those of us and eu have no state that could not be read.
    expect(summary).toMatch(/stack sg\n\n❌ There is no plan\.[\s\S]*stack us\n\nNo changes\./);
  }, 60_000);

  test('of one stack is a comment of its own', async () => {
    await push({ region: 'us', job_id: 'job_new' });
    await push({ region: 'us', job_id: 'job_newer' });
    const [, ...others] = await comments();
    expect(others).toEqual([expect.stringMatching(/^<!-- prego:preview:us -->/)]);
    expect(others[0]).toContain(sharedNodeId('us', 'job_newer'));
  }, 60_000);
});
