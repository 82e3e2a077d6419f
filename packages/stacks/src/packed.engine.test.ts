import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedNodeId } from './names.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

const execute = promisify(execFile);
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const TSC = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
const NODE = sharedNodeId('sg', 'job_1');

const ENDS_WITHIN_MS = 45_000;

/** A folder of someone who knows only what was published. */
let folder: string;
let sandbox: SandboxProcess;
/** How many resources the first run made. */
let made: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prego-stranger-'));
  const [, made] = await Promise.all([
    SandboxProcess.start().then((started) => {
      sandbox = started;
    }),
    succeed('pnpm', ['pack', '--json', '--pack-destination', folder], PACKAGE),
  ]);
  // What the build prints comes before the JSON.
  const { filename } = JSON.parse(made.stdout.slice(made.stdout.indexOf('\n{') + 1));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await writeFile(join(folder, 'region.ts'), await readmeProgram());
  const quick = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await succeed('npm', ['install', ...quick, filename], folder);
}, 240_000);

afterAll(async () => {
  await sandbox?.stop();
  await rm(folder, { recursive: true });
});

/** Jest's own switches would reach every Node below. */
const strangersEnv = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_OPTIONS: '' });

/** Runs a command whose failure, a type error of the build say, is to be read in the test's own. */
async function succeed(command: string, args: readonly string[], cwd: string): Promise<{ stdout: string }> {
  return await execute(command, args, { cwd, env: strangersEnv() }).catch(({ message, stdout, stderr }) => {
    throw new Error(`${message}\n${stdout}${stderr}`);
  });
}

async function readmeProgram(): Promise<string> {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
  return /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
}

/** Runs the README's program to its own end; one that handles keep open is killed in the end, and has no code. */
async function runProgram(env: Record<string, string> = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  const { hetzner_token, hetzner_url, state_url, state_passphrase } = sandbox.connection;
  const credentials = { HCLOUD_TOKEN: hetzner_token, HCLOUD_ENDPOINT: hetzner_url };
  const backend = { PULUMI_BACKEND_URL: state_url, PULUMI_CONFIG_PASSPHRASE: state_passphrase };
  const options = {
    cwd: folder,
    timeout: ENDS_WITHIN_MS,
    env: { ...strangersEnv(), ...credentials, ...backend, ...env },
  };
  return await execute(process.execPath, ['region.ts'], options).then(
    (done) => ({ code: 0, ...done }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

/** Where the node is, as the cloud has it. */
async function address(): Promise<string | undefined> {
  const { public_net } = await sandbox.server(NODE);
  return (public_net as { ipv4?: { ip: string } }).ipv4?.ip;
}

/** What the compiler says of a file beside the installed package, its declarations and those it depends on included. */
async function compile(file: string): Promise<string> {
  const args = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck', 'false', file];
  return await execute(process.execPath, [TSC, ...args], { cwd: folder, env: strangersEnv() }).then(
    () => '',
    ({ stdout }) => stdout,
  );
}

// One story in order: each test goes on where the one before stopped.
describe('the packed library, in the hands of a stranger', () => {
  test('is what is built of the library, its licence and README, and no tests', async () => {
    const installed = await readdir(join(folder, 'node_modules', '@prego', 'stacks'), { recursive: true });
    const files = installed.filter((path) => /\.\w+$|LICENSE/.test(path));
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'package.json',
        'dist/package/index.d.ts',
        'dist/package/index.js',
      ]),
    );
    expect(
      files.filter((path) => !/^(LICENSE|README\.md|package\.json|dist\/package\/.*\.(js|d\.ts))$/.test(path)),
    ).toEqual([]);
    expect(files.filter((path) => /test/.test(path))).toEqual([]);
  });

  test("the README's program has twenty lines, and its types hold", async () => {
    expect((await readmeProgram()).trimEnd().split('\n')).toHaveLength(20);
    expect(await compile('region.ts')).toBe('');
  }, 60_000);

  test('what the types forbid does not compile', async () => {
    await writeFile(join(folder, 'wrong.ts'), "import { resolveRegion } from '@prego/stacks';\nresolveRegion(1);\n");
    expect(await compile('wrong.ts')).toMatch(/^wrong\.ts\(2,15\): error TS2345/);
  }, 60_000);

  test('the program makes a node, says where it is, and ends by itself', async () => {
    const { code, stdout, stderr } = await runProgram();
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^create Server$/m);
    made = Number(/^(\d+) created, 0 unchanged$/m.exec(stdout)?.[1]);
    expect(stdout.endsWith(`\n${made} created, 0 unchanged\n${NODE} is at ${(await address()) ?? 'none'}\n`)).toBe(
      true,
    );
    expect(await sandbox.names('servers')).toEqual([NODE]);
  }, 60_000);

  test('once more, it changes nothing', async () => {
    const { code, stdout } = await runProgram();
    expect(code).toBe(0);
    expect(stdout).toBe(`0 created, ${made} unchanged\n${NODE} is at ${(await address()) ?? 'none'}\n`);
  }, 60_000);

  test('a token that was copied badly gives one clear sentence and status 1', async () => {
    const { code, stdout, stderr } = await runProgram({ HCLOUD_TOKEN: 'short' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^invalid_credentials: HCLOUD_TOKEN has 5 characters\. .+\n$/);
  });
});
