import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const SCRIPT = fileURLToPath(new URL('../get-ansible', import.meta.url));
const PINNED = (await readFile(new URL('../requirements.in', import.meta.url), 'utf8')).match(/==([\d.]+)/)?.[1];

/** Notes how it was called; what `-m venv FOLDER` makes notes it too. */
const PYTHON = `#!/bin/sh
echo "$(basename "$0") $*" >> "$NOTES"
[ "$2" != venv ] || { mkdir -p "$3/bin"; cp "$0" "$3/bin/pip"; }
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prego-get-ansible-'));
  await mkdir(join(folder, 'bin'));
  await program('python3', PYTHON);
  for (const file of ['notes', 'path']) await writeFile(join(folder, file), '');
});
afterEach(() => rm(folder, { recursive: true }));

const program = (name: string, text: string) => writeFile(join(folder, 'bin', name), text, { mode: 0o755 });
const says = (version: string) => program('ansible-playbook', `#!/bin/sh\necho 'ansible-playbook [core ${version}]'\n`);

/** What was run and what later steps find on their PATH, on a runner that has what lies in `bin`. */
async function got() {
  const env = {
    PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter),
    NOTES: join(folder, 'notes'),
    RUNNER_TEMP: folder,
    GITHUB_PATH: join(folder, 'path'),
  };
  await promisify(execFile)(SCRIPT, [], { env });
  return { ran: await readFile(env.NOTES, 'utf8'), added: await readFile(env.GITHUB_PATH, 'utf8') };
}

test('a runner that has the pinned version installs nothing', async () => {
  await says(PINNED as string);
  expect(await got()).toEqual({ ran: '', added: '' });
});

test.each([
  ['another version', '2.19.0'],
  ['one that only begins so', `${PINNED}0`],
  ['none', undefined],
])('a runner with %s installs the pinned one, by its hashes', async (_what, version) => {
  if (version !== undefined) await says(version);
  const { ran, added } = await got();
  expect(ran).toMatch(
    /^python3 -m venv .*\/ansible\npip install --quiet --require-hashes --requirement .*requirements\.txt\n$/,
  );
  expect(added).toBe(`${folder}/ansible/bin\n`);
});
