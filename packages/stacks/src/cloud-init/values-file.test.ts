import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { valuesFile } from './values-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prego-values-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `sh` has in these variables when it has read the file, as a template's script does. */
function sourced(content: string, names: readonly string[]): string[] {
  const file = join(folder, 'values.env');
  writeFileSync(file, content);
  const script = `set -eu; . "$0"; printf '%s\\0' ${names.map((name) => `"$PREGO_${name.toUpperCase()}"`).join(' ')}`;
  const { stdout, stderr, status } = spawnSync('sh', ['-c', script, file], { encoding: 'utf8', env: {} });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\0').slice(0, -1);
}

const text = fc.string({ unit: 'grapheme' }).filter((one) => !/[\u2028\u2029\ufeff]/.test(one));
const awkward = fc.constantFrom(
  "'",
  "''",
  "'\\''",
  '$(id)',
  '`id`',
  '$PATH',
  '\\',
  '\n',
  'a\nPREGO_B=c',
  '"',
  '!',
  '~',
  '#',
);
const value = fc.oneof(
  text,
  fc.array(fc.oneof(awkward, text), { maxLength: 5 }).map((parts) => parts.join('')),
);

describe('the file of values', () => {
  test('gives a real shell back every value as it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const names = values.map((_, index) => `value_${index}`);
        const { content } = valuesFile(
          {},
          Object.fromEntries(names.map((name, index) => [name, values[index] as string])),
          names.map((name) => `"$PREGO_${name.toUpperCase()}"`).join(' '),
        );
        expect(sourced(content, names)).toEqual(values);
      }),
    );
  });

  test('is for root alone, and there from the start', () => {
    const file = valuesFile({ server_key: 'db' }, { domain: 'a b' }, 'echo "$PREGO_DOMAIN"');
    expect(file).toEqual({
      path: '/etc/prego/values.env',
      content: "PREGO_DOMAIN='a b'\nPREGO_SERVER_KEY='db'\n",
      permissions: '0600',
      owner: 'root:root',
    });
  });

  test('has of what was given only what the template mentions, by its whole name', () => {
    const given = { password: 'a', password_old: 'b', path: 'c', key: 'd', old: 'e' };
    const { content } = valuesFile(
      { server_key: 'db' },
      given,
      '\\getenv p PREGO_PASSWORD_OLD\n$PREGO_KEY $XPREGO_OLD',
    );
    expect(content).toBe("PREGO_PASSWORD_OLD='b'\nPREGO_KEY='d'\nPREGO_SERVER_KEY='db'\n");
  });

  test.each<[string, Record<string, string>]>([
    ['a name of ours', { server_key: 'mine' }],
    ['a name that no variable can have', { 'a-b': 'x' }],
    ['a name that would end the line', { 'a=1\nb': 'x' }],
    ['a NUL', { password: 's3cret\0' }],
    ['half of a character', { password: 's3cret\ud83d' }],
    ['what YAML takes for the end of a line', { password: 's3cret\u2028' }],
  ])('is refused with %s, and the error never has the value', (_, given) => {
    const refuse = () => valuesFile({ server_key: 'db' }, given, '');
    expect(refuse).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    expect(refuse).not.toThrow(/s3cret/);
  });
});
