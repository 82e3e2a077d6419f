import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actionlint, zizmor } from './workflow-linters.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WORKFLOWS = join(ROOT, '.github/workflows');

/** The first time a linter is downloaded or built. */
const FIRST_MS = 300_000;

let folder: string;
let ours: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prego-workflow-'));
  ours = (await readdir(WORKFLOWS)).map((file) => join(WORKFLOWS, file));
});
afterAll(() => rm(folder, { recursive: true }));

/** A workflow with this step. */
async function withStep(step: string): Promise<string[]> {
  const file = join(folder, 'bad.yml');
  const job = `    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`;
  await writeFile(file, `on: pull_request_target\npermissions: {}\njobs:\n  bad:\n${job}`);
  return [file];
}

describe('actionlint', () => {
  test('finds nothing in our workflows', async () => expect(await actionlint(ours)).toBe(''), FIRST_MS);

  test('would find an output that there is not', async () => {
    const step = `run: echo "\${{ steps.nowhere.outputs.a }}"`;
    expect(await actionlint(await withStep(step))).toMatch(/"nowhere" is not defined/);
  });
});

describe('zizmor', () => {
  test(
    'finds nothing in our workflows and our action',
    async () => {
      expect(await zizmor([...ours, join(ROOT, 'action.yml')])).toBe('');
    },
    FIRST_MS,
  );

  test.each([
    ['what a stranger writes in a script', `run: echo "\${{ github.event.pull_request.title }}"`, /template-injection/],
    ["someone else's action by its tag", 'uses: actions/setup-go@v6', /unpinned-uses/],
  ])('would find %s', async (_what, step, says) => {
    expect(await zizmor(await withStep(step))).toMatch(says);
  });

  test('takes our own action by its tag', async () => {
    expect(await zizmor(await withStep('uses: prego/provision-action@v1'))).not.toMatch(/unpinned-uses/);
  });
});
