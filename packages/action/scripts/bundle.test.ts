import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CopiedBundle, DIST } from '../src/testing/copied-bundle.ts';

const execute = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('./bundle.ts', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Of the committed bundle, by their paths in it. */
let files: Map<string, string>;
beforeAll(async () => {
  files = await read(DIST);
});

async function read(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const);
  return new Map(await Promise.all(texts));
}

const size = (part: string): number =>
  [...files].reduce((sum, [name, text]) => sum + (name.startsWith(`${part}/`) ? Buffer.byteLength(text) : 0), 0);

describe('the committed bundle', () => {
  test('is what the sources give: if not, run `npm run bundle:action` and commit packages/action/dist', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prego-dist-'));
    try {
      const args = ['--disable-warning=ExperimentalWarning', SCRIPT, '--into', join(folder, 'dist')];
      await execute(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '' } });
      const fresh = await read(join(folder, 'dist'));
      const names = [...new Set([...files.keys(), ...fresh.keys()])];
      expect(names.filter((name) => files.get(name) !== fresh.get(name))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 240_000);

  test.each([
    ['a module that ncc could not read', /Module parse failed/],
    ['a module that webpack did not find', /webpackMissingModule/],
    ['a module that ncc did not find', /@@notfound/],
    ['a place for another bundler', /\bSTACK_BUNDLE\b/],
  ])('has no trace of %s', (_what, trace) => {
    expect([...files].filter(([, text]) => trace.test(text)).map(([name]) => name)).toEqual([]);
  });

  test.each([REPOSITORY, `${homedir()}/`, tmpdir(), 'node_modules/.pnpm', 'node_modules/.bundle'])(
    'does not tell of the machine it was made on: %s',
    (path) => {
      const code = [...files].filter(([name]) => /\.c?js$/.test(name));
      expect(code.filter(([, text]) => text.includes(path)).map(([name]) => name)).toEqual([]);
    },
  );

  /** Of the files whose names begin so, those that hold it. */
  const holding = (beginning: string, sign: RegExp): string[] =>
    [...files].filter(([name, text]) => name.startsWith(beginning) && sign.test(text)).map(([name]) => name);

  test('keeps Pulumi to a part of its own', () => {
    const pulumi = /pulumirpc|@grpc/;
    expect([...holding('main/', pulumi), ...holding('post/', pulumi)]).toEqual([]);
    expect(holding('stack/', pulumi)).toEqual(['stack/index.cjs']);
  });

  test.each([
    ["Cloudflare's client", /CloudflareError/],
    ['undici, behind @actions/core', /ProxyAgent/],
    ['the downloads', /RetryHelper/],
  ])('does not load %s at every start', (_what, sign) => {
    expect([...holding('main/index', sign), ...holding('post/index', sign)]).toEqual([]);
    expect(holding('main/', sign)).not.toEqual([]);
  });

  test('is small where it is loaded at every start, and its part with Pulumi has less than 3 MB', () => {
    for (const first of ['main/index.js', 'post/index.js']) expect(files.get(first)?.length).toBeLessThan(250_000);
    expect(size('stack')).toBeLessThan(3_000_000);
  });

  test.each([
    ["TypeScript's compiler", /Unterminated_string_literal/],
    ["npm's dependency solver", /loadVirtual|buildIdealTree/],
  ])('leaves out %s', (_what, sign) => expect(holding('', sign)).toEqual([]));

  test.each(['zod', 'cloudflare', 'undici', '@actions/core', '@pulumi/pulumi', '@pulumi/hcloud', '@grpc/grpc-js'])(
    'comes with the licence of %s',
    (name) => {
      const chapter = new RegExp(`^${name} \\d+\\.\\d+\\.\\d+: .+\\n=+\\n\\n\\S`, 'm');
      expect(holding('LICENSES.txt', chapter)).toEqual(['LICENSES.txt']);
    },
  );
});

describe('the bundle, alone in a folder without packages', () => {
  let bundle: CopiedBundle;
  beforeAll(async () => {
    bundle = await CopiedBundle.make();
  });
  afterAll(() => bundle.remove());

  /** As a runner starts a step that was given nothing. */
  async function start(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = { PATH: process.env.PATH, RUNNER_TEMP: bundle.folder };
    return await execute(process.execPath, args, { cwd: bundle.folder, env }).then(
      (done) => ({ code: 0, ...done }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
  }

  test('says in one annotation which inputs it lacks, and fails', async () => {
    const { code, stdout, stderr } = await start([bundle.entries.main]);
    const annotations = stdout.split('\n').filter((line) => line.startsWith('::error'));
    expect({ code, stderr, count: annotations.length }).toEqual({ code: 1, stderr: '', count: 1 });
    expect(annotations[0]).toMatch(/invalid_inputs.*control_plane_url.*job_id.*tenant_id.*region/);
  });

  test('has nothing to do afterwards, and says nothing', async () => {
    expect(await start([bundle.entries.post])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('finds its other parts wherever it is started from', async () => {
    const args = ['--input-type=module', '--eval', `await import(${JSON.stringify(bundle.entries.main)});`];
    const { code, stdout } = await start(args);
    expect([code, stdout]).toEqual([1, expect.stringContaining('invalid_inputs')]);
  });

  test('loads the part with Pulumi, and no compiler with it', async () => {
    const stack = JSON.stringify(join(bundle.folder, 'dist/stack/index.cjs'));
    const { stdout, stderr } = await start(['--eval', `console.log(Object.keys(require(${stack})).join(' '))`]);
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/\bbringUp\b.*\bgiveBack\b/), stderr: '' });
  });
});
