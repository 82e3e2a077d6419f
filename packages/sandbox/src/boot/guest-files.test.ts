import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { resolveInGuest, writeGuestFile } from './guest-files.ts';

let folder: string;
let root: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guest-'));
  root = join(folder, 'root');
  mkdirSync(root);
});

afterEach(() => rmSync(folder, { recursive: true }));

const file = (path: string, text: string, append = false) => ({
  path,
  content: Buffer.from(text),
  mode: 0o640,
  append,
});

test('writes with its permissions and appends', () => {
  writeGuestFile(root, file('/etc/telegraf/telegraf.conf', 'a'));
  writeGuestFile(root, file('/etc/telegraf/telegraf.conf', 'b', true));
  const path = join(root, 'etc/telegraf/telegraf.conf');
  expect(readFileSync(path, 'utf8')).toBe('ab');
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test.each(['../outside', '/../../outside', '/etc/../../outside', 'outside'])('%s stays inside the guest', (path) => {
  writeGuestFile(root, file(path, 'a'));
  expect(existsSync(join(folder, 'outside'))).toBe(false);
  expect(readFileSync(join(root, 'outside'), 'utf8')).toBe('a');
});

test.each([
  ['a folder', 'etc', '/etc/passwd'],
  ['the file itself', 'passwd', '/passwd'],
])('a symbolic link in place of %s is refused', (_what, link, path) => {
  symlinkSync(join(folder, 'elsewhere'), join(root, link));
  expect(() => writeGuestFile(root, file(path, 'a'))).toThrow('symbolic link');
  expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
});

test('no path whatever leads out of the guest', () => {
  const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', '~'), fc.string());
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const path = resolveInGuest(root, parts.join('/').replaceAll('\0', ''));
      return path === root || path.startsWith(root + sep);
    }),
  );
});
