import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Release {
  jobs: Record<string, { steps: { name?: string; run?: string }[] }>;
}

const { jobs } = parse(await readFile(new URL('../.github/workflows/release.yml', import.meta.url), 'utf8')) as Release;
const scripts = Object.values(jobs).flatMap(({ steps }) => steps.map(({ name, run }) => [name, run] as const));

/**
 * Plays gh: the first answer whose words are in the command line, with its exit status; any other call is well and says
 * nothing. What changes something is noted.
 */
const GH = `#!/usr/bin/env bash
[[ "$*" =~ (release (create|delete)|--method) ]] && echo "$*" >> "$NOTES"
while IFS='|' read -r words status answer; do
  [[ "$*" == *"$words"* ]] || continue
  [[ -z $answer ]] || printf "$answer\\n"
  exit "$status"
done < "$ANSWERS"
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prego-release-'));
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/gh'), GH, { mode: 0o755 });
  await git('init', '--quiet', '--initial-branch=main');
  await git('commit', '--quiet', '--allow-empty', '--message=one');
  await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => git('checkout', '--quiet', 'main'));

function command(file: string, args: string[], env: Record<string, string> = {}) {
  const PATH = [join(folder, 'bin'), process.env.PATH].join(delimiter);
  return new Promise<{ status: number; output: string }>((resolve) => {
    execFile(file, args, { cwd: folder, env: { PATH, HOME: folder, ...env } }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

const git = (...args: string[]) =>
  command('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]).then(({ status, output }) => {
    if (status !== 0) throw new Error(output);
    return output.trim();
  });

/** Runs this step as the runner does, for this tag. `answers`: of gh, `words|status|answer` each. */
async function run(name: string, tag: string, answers: string[] = []) {
  const script = scripts.find(([of]) => of === name)?.[1];
  await writeFile(join(folder, 'script'), script as string);
  await writeFile(join(folder, 'answers'), answers.map((answer) => `${answer}\n`).join(''));
  await writeFile(join(folder, 'notes'), '');
  const files = { NOTES: join(folder, 'notes'), ANSWERS: join(folder, 'answers'), RUNNER_TEMP: '/temp' };
  const env = { ...files, GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: 'prego/provision-action' };
  const { status, output } = await command('bash', ['-e', join(folder, 'script')], env);
  return { status, output, did: await readFile(files.NOTES, 'utf8') };
}

describe('a tag is released', () => {
  const check = 'See that the tag is a version, and on main';

  test.each(['v1.4', 'v1.4.2-rc.1', 'v01.4.2', 'v1.4.2 x'])('only if it is a version, unlike %s', async (tag) => {
    expect(await run(check, tag)).toMatchObject({ status: 1, output: expect.stringContaining('is no version') });
  });

  test('if main has what it stands on', async () => {
    expect(await run(check, 'v1.4.2')).toMatchObject({ status: 0, output: '' });
  });

  test('not from a branch', async () => {
    await git('checkout', '--quiet', '--detach');
    await git('commit', '--quiet', '--allow-empty', '--message=elsewhere');
    expect(await run(check, 'v1.4.2')).toMatchObject({ status: 1, output: expect.stringContaining('Merge it first') });
  });

  test.each([
    [0, 1],
    [1, 0],
  ])('with %i good runs of the tests behind it: %i', async (runs, status) => {
    const sha = await git('rev-parse', 'HEAD');
    const answer = `ci.yml/runs?head_sha=${sha}&event=push&status=success|0|${runs}`;
    expect(await run('See that the tests have passed', 'v1.4.2', [answer, '|1|'])).toMatchObject({ status });
  });
});

describe('a release is made', () => {
  const publish = 'Publish the release';
  const CREATE = 'release create v1.4.2 --verify-tag --generate-notes /temp/sbom.spdx.json\n';

  test.each([
    ['where there is none', 'release view|1|', CREATE],
    ['once', 'release view|0|false', ''],
    [
      'anew where a run that was cut short has left a draft',
      'release view|0|true',
      `release delete v1.4.2 --yes\n${CREATE}`,
    ],
  ])('%s', async (_when, answer, did) => {
    expect(await run(publish, 'v1.4.2', [answer])).toMatchObject({ status: 0, did });
  });

  test.each([
    ['true', 0],
    ['false', 1],
    ['null', 1],
  ])('and has to be immutable: %s', async (immutable, status) => {
    const answer = `releases/tags/v1.4.2|0|${immutable}`;
    expect(await run('See that nobody can change it any more', 'v1.4.2', [answer])).toMatchObject({ status });
  });
});

describe('the tag of the major version', () => {
  const move = 'Move the tag of the major version';
  const published = (...tags: string[]) => `releases?per_page=100|0|${tags.join('\\n')}`;
  const THERE = 'git/ref/tags/v1|0|';

  test.each([
    ['forward', 'v1.10.0', ['v1.9.0', 'v1.10.0', 'v2.0.0']],
    ['even where the list does not have it yet', 'v1.10.0', ['v1.9.0']],
  ])('moves %s', async (_how, tag, tags) => {
    const { did } = await run(move, tag, [published(...tags), THERE]);
    expect(did).toMatch(/^api --method PATCH .*refs\/tags\/v1 -f sha=[0-9a-f]{40} -F force=true\n$/);
  });

  test('stays where a newer one is', async () => {
    const { did, output } = await run(move, 'v1.9.1', [published('v1.10.0', 'v1.9.1'), THERE]);
    expect([did, output]).toEqual(['', expect.stringContaining('v1.10.0 is newer than v1.9.1')]);
  });

  test('is made with its first version', async () => {
    const { did } = await run(move, 'v2.0.0', [published('v1.10.0', 'v2.0.0'), 'git/ref/tags/v2|1|']);
    expect(did).toMatch(/^api --method POST .*git\/refs -f ref=refs\/tags\/v2 -f sha=[0-9a-f]{40}\n$/);
  });

  test('stays where nobody can say what is published', async () => {
    expect(await run(move, 'v1.10.0', ['releases?per_page=100|1|', THERE])).toMatchObject({ status: 1, did: '' });
  });
});
