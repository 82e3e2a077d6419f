import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { REPOSITORY } from '../github/testing.ts';
import { CANCEL, isAlive, type TestRunner, testRunner, USES, waiting } from './testing.ts';

let stage: TestRunner;
beforeEach(async () => {
  stage = await testRunner();
});
afterEach(async () => {
  await stage.close();
});

describe('a run that is cancelled', () => {
  test('interrupts its step, and does what is to be done in any case', async () => {
    const id = await stage.dispatch(waiting('wait'));
    await stage.said(id, 'waiting');
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
    expect((await stage.ended(id)).conclusion).toBe('cancelled');
    const [work, last] = await stage.jobs(id);
    expect([work?.conclusion, last?.conclusion]).toEqual(['cancelled', 'success']);
    expect(work?.steps?.map(({ conclusion }) => conclusion)).toEqual([
      ...['success', 'cancelled', 'skipped', 'success', 'success', 'success', 'success'],
    ]);
    const log = await stage.log(work?.id ?? 0);
    expect(log).toMatch(/interrupted[\s\S]*always, cancelled[\s\S]*after the cancel[\s\S]*post, there/);
    expect(log).not.toContain('normal\n');
    expect(await stage.log(last?.id ?? 0)).toContain('work was cancelled');
  });

  test('interrupts a step but once, and waits for it', async () => {
    const source = `
on: workflow_dispatch
jobs:
  work:
    runs-on: ubuntu-24.04
    steps: [{ ${USES}, with: { do: linger, say: "${stage.folder}/go" } }]
`;
    const id = await stage.dispatch(source);
    await stage.said(id, 'waiting');
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
    await stage.said(id, 'interrupted');
    // Were there another interrupt it would be said by the time that this one has its answer.
    expect((await stage.run(id)).status).toBe('in_progress');
    await writeFile(join(stage.folder, 'go'), '');
    await stage.ended(id);
    expect((await stage.log((await stage.jobs(id))[0]?.id ?? 0)).match(/interrupted/g)).toHaveLength(1);
  });

  test('begins no further step, however short they are', async () => {
    const steps = Array.from({ length: 60 }, (_, number) => `      - run: echo "step ${number}."`);
    const source = `
on: workflow_dispatch
jobs:
  work:
    runs-on: ubuntu-24.04
    steps:
${steps.join('\n')}
      - { if: always(), run: 'echo "always, \${{ job.status }}"' }
`;
    const id = await stage.dispatch(source);
    await stage.said(id, 'step 1.');
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
    expect((await stage.ended(id)).conclusion).toBe('cancelled');
    const [work] = await stage.jobs(id);
    expect(work?.steps?.map(({ conclusion }) => conclusion)).not.toContain('failure');
    const log = await stage.log(work?.id ?? 0);
    expect(log).toContain('always, cancelled');
    expect(log).not.toContain('step 59.');
  });

  test('before it has a runner does nothing at all', async () => {
    await stage.runner.close();
    let act: string | undefined;
    await stage.startAgain({ act: () => act });
    const id = await stage.dispatch(waiting('print'));
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
    act = process.env.PREGO_ACT;
    // The next one shows that the runner has looked.
    await stage.ended(await stage.dispatch(waiting('print')));
    expect(await stage.run(id)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    expect(await stage.jobs(id)).toEqual([]);
  });

  test('leaves a step alone that is to run in any case, and runs none after it that is not', async () => {
    const source = `
on: workflow_dispatch
jobs:
  work:
    runs-on: ubuntu-24.04
    steps:
      - { if: "always() && github.ref != ''", ${USES}, with: { do: linger, say: "${stage.folder}/go" } }
      - run: echo normal
`;
    const id = await stage.dispatch(source);
    await stage.said(id, 'waiting');
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
    await writeFile(join(stage.folder, 'go'), '');
    expect(await stage.ended(id)).toMatchObject({ conclusion: 'cancelled' });
    const [work] = await stage.jobs(id);
    expect(work?.steps?.map(({ conclusion }) => conclusion)).toEqual([
      ...['success', 'success', 'skipped', 'success', 'success'],
    ]);
    expect(await stage.log(work?.id ?? 0)).not.toContain('interrupted');
  });

  test('terminates, and then kills, a step that does not end', async () => {
    await stage.runner.close();
    await stage.startAgain({ patience: { afterInterruptMs: 300, afterTerminateMs: 300 } });
    const id = await stage.dispatch(waiting('resist'));
    await stage.said(id, 'waiting');
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
    expect((await stage.ended(id)).conclusion).toBe('cancelled');
    const log = await stage.log((await stage.jobs(id))[0]?.id ?? 0);
    expect(log).toMatch(/not by SIGINT[\s\S]*not by SIGTERM[\s\S]*always, cancelled[\s\S]*post, there/);
  });

  test('by force does nothing more at all', async () => {
    const id = await stage.dispatch(waiting('resist'));
    await stage.said(id, 'waiting');
    const processes = stage.runner.stepProcesses(id);
    expect(processes).toHaveLength(1);
    await stage.hub.octokit.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/force-cancel', {
      ...REPOSITORY,
      run_id: id,
    });
    expect((await stage.ended(id)).conclusion).toBe('cancelled');
    const [work, last] = await stage.jobs(id);
    expect([work?.conclusion, last?.conclusion]).toEqual(['cancelled', 'cancelled']);
    expect(await stage.log(work?.id ?? 0)).not.toMatch(/not by|always|post/);
    expect(processes.filter(isAlive)).toEqual([]);
  });
});
