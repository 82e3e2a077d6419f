import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { REPOSITORY } from '../github/testing.ts';
import { CANCEL, type TestRunner, testRunner, USES, until, waiting } from './testing.ts';

let stage: TestRunner;
beforeEach(async () => {
  stage = await testRunner();
});
afterEach(async () => {
  await stage.close();
});

describe('runs of one concurrency group', () => {
  const group = (queue = '') => `concurrency: { group: "group-\${{ inputs.name }}"${queue} }`;
  const statuses = async (ids: number[]) =>
    (await Promise.all(ids.map((id) => stage.run(id)))).map(({ status, conclusion }) => conclusion ?? status);

  test('go one after the other; of those that wait only the newest stays, and other groups go on', async () => {
    const first = await stage.dispatch(waiting('wait', group()));
    await stage.said(first, 'waiting');
    const second = await stage.dispatch(waiting('print', group()));
    await until(async () => (await stage.run(second)).status === 'pending', 'the second does not wait');
    const third = await stage.dispatch(waiting('print', group()));
    const other = await stage.dispatch(waiting('print', group()), { name: 'b' });
    await stage.ended(other);
    expect(await statuses([first, second, third])).toEqual(['in_progress', 'cancelled', 'pending']);
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: first });
    await stage.ended(third);
    expect(await statuses([first, second, third])).toEqual(['cancelled', 'cancelled', 'success']);
  });

  test('end at once when one that waits is cancelled, and the one under way goes on', async () => {
    const first = await stage.dispatch(waiting('wait', group()));
    await stage.said(first, 'waiting');
    const second = await stage.dispatch(waiting('print', group()));
    await until(async () => (await stage.run(second)).status === 'pending', 'the second does not wait');
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: second });
    expect(await statuses([first, second])).toEqual(['in_progress', 'cancelled']);
    const third = await stage.dispatch(waiting('print', group()));
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: first });
    expect((await stage.ended(third)).conclusion).toBe('success');
    expect(await stage.jobs(second)).toEqual([]);
  });

  test('all wait where the group says so', async () => {
    const source = waiting('wait', group(', queue: max'));
    const ids = [await stage.dispatch(source), await stage.dispatch(source), await stage.dispatch(source)];
    for (const id of ids) {
      await stage.said(id, 'waiting');
      await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
      await stage.ended(id);
    }
    expect(await statuses(ids)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('a run that is run again', () => {
  const RERUN = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs';
  const source = `
on: workflow_dispatch
jobs:
  good:
    runs-on: ubuntu-24.04
    outputs: { said: "\${{ steps.said.outputs.said }}" }
    steps: [{ id: said, ${USES}, with: { do: print, say: "attempt \${{ github.run_attempt }}" } }]
  bad:
    needs: good
    runs-on: ubuntu-24.04
    steps:
      - run: echo "good said \${{ needs.good.outputs.said }}"
      - run: test "\${{ vars.MENDED }}" = yes
  after:
    needs: bad
    runs-on: ubuntu-24.04
    steps: [{ run: "true" }]
`;

  test('keeps what succeeded, with its outputs', async () => {
    const id = await stage.dispatch(source);
    expect((await stage.ended(id)).conclusion).toBe('failure');
    await stage.hub.control('PUT', '/github/variables/MENDED', { value: 'yes' });
    expect((await stage.hub.octokit.request(RERUN, { ...REPOSITORY, run_id: id })).status).toBe(201);
    expect(await stage.ended(id)).toMatchObject({ conclusion: 'success', run_attempt: 2 });
    const jobs = await stage.jobs(id);
    expect(jobs.map(({ name, conclusion, run_attempt }) => [name, conclusion, run_attempt])).toEqual([
      ['good', 'success', 2],
      ['bad', 'success', 2],
      ['after', 'success', 2],
    ]);
    expect(await stage.log(jobs[1]?.id ?? 0)).toContain('good said attempt 1');
    const refused = stage.hub.octokit.request(RERUN, { ...REPOSITORY, run_id: id });
    await expect(refused).rejects.toMatchObject({ status: 403, message: /cannot be retried/ });
  });

  test('does all of it anew where all of it was asked for', async () => {
    const id = await stage.dispatch(source);
    await stage.ended(id);
    await stage.hub.octokit.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun', {
      ...REPOSITORY,
      run_id: id,
    });
    await stage.ended(id);
    const [good, bad] = await stage.jobs(id);
    expect(await stage.log(good?.id ?? 0)).toContain('attempt 2');
    expect(await stage.log(bad?.id ?? 0)).toContain('good said attempt 2');
    const { html_url } = await stage.run(id);
    const page = async (url: string) => await (await fetch(url)).text();
    expect(await page(html_url)).toMatch(/· attempt 2 · failure\n.*\/attempts\/1\n[\s\S]*good said attempt 2/);
    expect(await page(`${html_url}/attempts/1`)).toMatch(/· attempt 1 of 2\n[\s\S]*good said attempt 1/);
    expect((await fetch(`${html_url}/attempts/3`)).status).toBe(404);
    const { data } = await stage.hub.octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
      ...{ ...REPOSITORY, run_id: id, filter: 'all' as const },
    });
    expect(data.jobs.map(({ run_attempt }) => run_attempt)).toEqual([1, 1, 1, 2, 2, 2]);
  });
});
