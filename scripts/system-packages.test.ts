import { describe, expect, test } from '@jest/globals';
import { ensureSystemPackages } from './system-packages.ts';

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
