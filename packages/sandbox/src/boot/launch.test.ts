import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DISK_BYTES, findLauncher, type Habitat, type Launcher, type Spawn } from './launch.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'launch-'));
});

afterEach(() => rmSync(dir, { recursive: true }));

async function output(launcher: Launcher, script: string): Promise<string> {
  const habitat: Habitat = {
    ...{ dir, root: join(dir, 'root'), disk: join(dir, 'disk'), hostname: 'sg-s-7k2m9qxa' },
    usedBytes: DISK_BYTES / 4,
  };
  mkdirSync(join(habitat.root, 'etc'), { recursive: true });
  mkdirSync(habitat.disk, { recursive: true });
  writeFileSync(join(habitat.root, 'etc/of-the-guest'), 'written by cloud-init');
  const { command, args } = launcher.wrap(habitat, 'sh', ['-c', script]);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return printed;
}

/** A machine on which these commands fail. */
const without = (...commands: string[]): Spawn =>
  ((command: string, ...rest: [never, never]) =>
    spawn(commands.includes(command) ? 'false' : command, ...rest)) as typeof spawn;

test('finds a way to run programs here, and leaves nothing of having tried', async () => {
  const launcher = await findLauncher(spawn, join(dir, 'probe'));
  expect(await output(launcher, 'echo it runs')).toBe('it runs\n');
  expect(existsSync(join(dir, 'probe'))).toBe(false);
});

test('a contained program has the files, the host name and the disk of its guest, and this machine keeps its own', async () => {
  const launcher = await findLauncher(spawn, join(dir, 'probe'));
  const script = `cat /etc/of-the-guest; echo; hostname; df --output=pcent ${join(dir, 'disk')} | tail -n 1`;
  const printed = await output(launcher, launcher.kind === 'contained' ? script : 'echo plain');
  const expected = launcher.kind === 'contained' ? 'written by cloud-init\nsg-s-7k2m9qxa\n 25%\n' : 'plain\n';
  expect(printed).toBe(expected);
  expect(existsSync('/etc/of-the-guest')).toBe(false);
  expect(existsSync(join(dir, 'disk/used'))).toBe(false);
});

test.each([
  ['namespaces', ['unshare']],
  ['setpriv', ['unshare', 'setpriv']],
])('falls back where there is no %s', async (_what, missing) => {
  const launcher = await findLauncher(without(...missing), join(dir, 'probe'));
  expect(launcher.kind).toBe('plain');
  expect(await output(launcher, 'echo it runs')).toBe('it runs\n');
});
