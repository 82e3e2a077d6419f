import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { BROWSER_NEEDS, ensureSystemPackages } from './system-packages.ts';

const NEEDS = [
  { check: ['present'] as [string], packages: ['present-package'], why: 'this' },
  { check: ['absent'] as [string], packages: ['absent-package'], why: 'that' },
];

/** A system that has `commands` and remembers what was run. */
function system(isRoot: boolean, ...commands: string[]) {
  const ran: string[] = [];
  const run = async (command: string, args: string[]) => {
    if (!commands.includes(command)) throw new Error(`no ${command}`);
    ran.push([command, ...args].join(' '));
  };
  return { system: { run, isRoot }, installed: () => ran.filter((line) => line.includes(' install ')) };
}

describe('what the tests need of the system', () => {
  test('is left alone where it is there', async () => {
    const { system: complete, installed } = system(true, 'present', 'absent', 'apt-get');
    await ensureSystemPackages(NEEDS, complete);
    expect(installed()).toEqual([]);
  });

  test('is installed by root, only what is missing', async () => {
    const { system: root, installed } = system(true, 'present', 'apt-get');
    await ensureSystemPackages(NEEDS, root);
    expect(installed()).toEqual([expect.stringMatching(/ absent-package$/)]);
  });

  test.each([
    ['whoever is not root', system(false, 'present', 'apt-get')],
    ['a system without apt-get', system(true, 'present')],
  ])('is named, with its reason, to %s', async (_who, { system: other, installed }) => {
    await expect(ensureSystemPackages(NEEDS, other)).rejects.toThrow(/absent-package: for that$/);
    expect(installed()).toEqual([]);
  });
});

describe('what the browser tests need', () => {
  /** The status of the need's check where `commands` are all that there is, each a line of shell. */
  async function isMet(packageName: string, commands: object): Promise<boolean> {
    const need = BROWSER_NEEDS.find(({ packages }) => packages.includes(packageName));
    const [, ...args] = need?.check ?? [];
    const folder = await mkdtemp(join(tmpdir(), 'prego-needs-'));
    for (const [name, line] of Object.entries(commands)) {
      await writeFile(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
    const { status } = spawnSync('/bin/sh', args, { env: { PATH: folder } });
    await rm(folder, { recursive: true });
    return status === 0;
  }

  test.each([
    ["Debian's Chromium", 'chromium', { chromium: '' }, true],
    ['another name of it', 'chromium', { 'google-chrome': '' }, true],
    ['no browser', 'chromium', {}, false],
    ['a Korean font', 'fonts-nanum', { 'fc-list': 'echo NanumGothic' }, true],
    ['fonts that know no Korean', 'fonts-nanum', { 'fc-list': '' }, false],
    ['no fonts at all', 'fonts-nanum', {}, false],
  ])('%s: seen for what it is', async (_case, packageName, commands, met) => {
    expect(await isMet(packageName, commands)).toBe(met);
  });
});
