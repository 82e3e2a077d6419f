import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keysOf, writeVariables } from './variables.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-variables-'));
});
afterEach(() => rm(dir, { recursive: true }));

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('the keys of a local control plane', () => {
  test('are made once for its folder, all different, for its owner alone', async () => {
    const folder = join(dir, 'new');
    const made = await keysOf(folder);
    expect(new Set(Object.values(made)).size).toBe(5);
    for (const key of Object.values(made)) expect(key.length).toBeGreaterThanOrEqual(32);
    expect(await keysOf(folder)).toEqual(made);
    expect(await modeOf(join(folder, 'keys.json'))).toBe('600');
  });

  test('that are damaged are not shown by the error, which says what to do', async () => {
    for (const text of ['{"INTERNAL_API_KEY":"hush', '{"INTERNAL_API_KEY":"hush"}']) {
      await writeFile(join(dir, 'keys.json'), text);
      const error: Error = await keysOf(dir).then(
        () => new Error('none'),
        (caught) => caught,
      );
      expect(error.message).toMatch(/keys\.json does not hold .* Remove it/);
      expect(error.message).not.toContain('hush');
    }
  });
});

/** What wrangler makes of a file of variables: read by wrangler itself, which jest can't load. */
async function readByWrangler(path: string): Promise<Record<string, string>> {
  const script = `import { unstable_getVarsForDev as read } from 'wrangler';
    const read_ = read(undefined, [process.argv[1]], {}, undefined, true);
    console.log(JSON.stringify(Object.fromEntries(Object.entries(read_).map(([name, { value }]) => [name, value]))));`;
  const args = ['--input-type=module', '-e', script, path];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
  return JSON.parse(stdout);
}

describe('the variables of the Worker', () => {
  test('are for their owner alone', async () => {
    expect(await modeOf(await writeVariables(dir, { A: 'a' }))).toBe('600');
  });

  test('reach it as they are, whatever is in them', async () => {
    const hostile = fc.sample(
      fc.string({ unit: fc.constantFrom(...`ab =#\\$'"{}\nHOME`, '`', '\\n', 'é'), maxLength: 12 }),
      { numRuns: 300, seed: 1 },
    );
    const values = ['', ' spaced ', '$HOME', '\\$HOME', 'a#b', '-----BEGIN\nKEY-----\n', `it's "so"`, ...hostile];
    const taken = values.filter((value) => ["'", '`', '"'].some((mark) => !value.includes(mark)));
    const variables = Object.fromEntries(
      taken.filter((value) => !(/['].*[`]|[`].*[']/s.test(value) && /\\[nr]/.test(value))).map((v, i) => [`V${i}`, v]),
    );
    expect(Object.keys(variables).length).toBeGreaterThan(250);
    expect(await readByWrangler(await writeVariables(dir, variables))).toEqual(variables);
  });

  test.each(['\'`"', 'a\rb', "'`\\n"])('that wrangler could not read are refused by name: %j', async (value) => {
    await expect(writeVariables(dir, { SECRET: value })).rejects.toThrow(/^SECRET /);
    await expect(readFile(join(dir, 'variables.env'))).rejects.toThrow('ENOENT');
  });
});
