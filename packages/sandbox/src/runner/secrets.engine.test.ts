import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { REPOSITORY } from '../github/testing.ts';
import { parentOf } from './processes.ts';
import { CANCEL, type TestRunner, testRunner, USES } from './testing.ts';

let stage: TestRunner;
beforeEach(async () => {
  stage = await testRunner();
});
afterEach(async () => {
  await stage.close();
});

const SOURCE = `
on: workflow_dispatch
jobs:
  work:
    runs-on: ubuntu-24.04
    outputs: { made: "\${{ steps.make.outputs.made }}", other: "\${{ steps.make.outputs.other }}" }
    steps:
      - { name: "Make \${{ secrets.WORD }}", run: 'echo "::add-mask::xyzzy-$((1+1))"' }
      - id: make
        env: { WORD: "\${{ secrets.WORD }}" }
        run: |
          echo "there are $WORD and xyzzy-$((1+1))"
          echo "::warning::first%0Athen xyzzy-$((1+1))"
          echo "summary of xyzzy-$((1+1))" >> "$GITHUB_STEP_SUMMARY"
          echo "made=xyzzy-$((1+1))" >> "$GITHUB_OUTPUT"
          echo "other=told" >> "$GITHUB_OUTPUT"
      - { ${USES}, with: { do: wait, say: "\${{ secrets.WORD }}" } }
`;

test("a job's secrets are for its steps alone, and are in nothing that is kept of it", async () => {
  await stage.hub.control('PUT', '/github/secrets/WORD', { value: 'xyzzy-one' });
  const id = await stage.dispatch(SOURCE);
  await stage.said(id, 'waiting');

  const act = parentOf(stage.runner.stepProcesses(id)[0] as number) as number;
  for (const file of ['cmdline', 'environ'])
    expect(readFileSync(`/proc/${act}/${file}`, 'latin1')).not.toMatch(/xyzzy-(one|2)/);
  const jobs = join(stage.folder, 'runner/jobs', String(process.pid));
  const folder = join(jobs, readdirSync(jobs)[0] as string);
  expect(readFileSync(join(folder, 'secrets.yml'), 'utf8')).toContain('xyzzy-one');
  for (const path of [jobs, folder, join(folder, 'secrets.yml')]) expect(statSync(path).mode & 0o077).toBe(0);

  await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: id });
  const { html_url } = await stage.ended(id);
  expect(existsSync(folder)).toBe(false);
  const [work] = await stage.jobs(id);
  const log = await stage.log(work?.id ?? 0);
  expect(log).toContain('there are *** and ***');
  expect(log).toMatch(/Z ##\[warning\]first\n\S+Z then \*\*\*\n/);
  const page = await (await fetch(html_url)).text();
  expect(page).toContain('summary of ***');
  const shown = await stage.hub.control('GET', `/github/runs/${id}`);
  expect(shown.jobs[0].outputs).toEqual({ other: 'told' });
  for (const kept of [log, page, JSON.stringify(shown), JSON.stringify(work)])
    expect(kept).not.toMatch(/xyzzy-(one|2)/);
});
