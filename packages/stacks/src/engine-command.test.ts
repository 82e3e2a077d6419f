import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EngineCommand, EngineHang } from './engine-command.ts';

const execute = promisify(execFile);
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-engine-command-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

/** A program that stands for the CLI. */
async function cli(script: string): Promise<string> {
  const path = join(dir, 'pulumi');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Whether a process runs; one that has ended and is only waited for does not. */
async function runs(pid: string): Promise<boolean> {
  if (!existsSync(`/proc/${pid}`)) return false;
  return !/^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State: Z'));
}

/** Resolves once it holds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

/** A CLI that is deaf to the interrupt, with a child in a process group of its own, as plugins are. It prints both ids. */
const DEAF = `trap '' INT\nsetsid sleep 600 &\necho "$$ $!"\nwait`;

/** Runs a CLI until it has printed something, then calls `then`. Answers with how it ended and what it printed. */
async function interrupted(path: string, then: (stop: AbortController) => void, graceMs?: number) {
  const stop = new AbortController();
  const command = new EngineCommand(path, graceMs === undefined ? {} : { graceMs });
  let printed = '';
  const onOutput = (text: string): void => {
    if (printed === '') then(stop);
    printed += text;
  };
  const failure = await command.run(['up'], dir, {}, onOutput, undefined, stop.signal).catch((error) => error);
  return { failure, pids: printed.trim().split(' ') };
}

describe('the CLI', () => {
  test('gets our environment without the inputs of an action, and is told not to ask', async () => {
    process.env.INPUT_HCLOUD_TOKEN = 'secret';
    const path = await cli('echo "[$INPUT_HCLOUD_TOKEN] [$GIVEN] $*"');
    const { stdout } = await new EngineCommand(path).run(['up'], dir, { GIVEN: 'value' });
    delete process.env.INPUT_HCLOUD_TOKEN;
    expect(stdout).toBe('[] [value] up --non-interactive --color never\n');
  });

  test('that fails is told with what it printed', async () => {
    const path = await cli('echo out; echo err >&2; exit 3');
    const run = new EngineCommand(path).run(['up'], dir, {});
    await expect(run).rejects.toMatchObject({ result: { code: 3, stdout: 'out\n', stderr: 'err\n' } });
  });

  test('that is not there is told by its code', async () => {
    const run = new EngineCommand(join(dir, 'nothing')).run(['up'], dir, {});
    await expect(run).rejects.toMatchObject({ code: 'engine_missing' });
  });

  test('that has no directory to work in is not taken for missing', async () => {
    const run = new EngineCommand(await cli('true')).run(['up'], join(dir, 'nothing'), {});
    await expect(run).rejects.toMatchObject({ code: 'invalid_input', what: expect.stringContaining('nothing') });
  });

  test('gets more arguments for the subcommands that have them', async () => {
    const command = new EngineCommand(await cli('echo "$*"'), { extraArgs: { destroy: ['--ignore-protect'] } });
    expect((await command.run(['destroy', '--yes'], dir, {})).stdout).toMatch('destroy --yes --ignore-protect --non');
    expect((await command.run(['up'], dir, {})).stdout).not.toMatch('--ignore-protect');
  });
});

describe('an abort', () => {
  test('is one interrupt, after which the CLI ends by itself', async () => {
    const path = await cli(
      `trap 'echo again >&2; kill $! ; exit 1' INT\nsleep 600 >/dev/null 2>&1 &\necho begun\nwait`,
    );
    const { failure } = await interrupted(path, (stop) => stop.abort());
    expect(failure).toMatchObject({ result: { code: 1, stderr: 'again\n' } });
  });

  test('kills a CLI that is deaf to it, and its plugins, when the time is up', async () => {
    const before = timers();
    const { failure, pids } = await interrupted(await cli(DEAF), (stop) => stop.abort(), 50);
    expect(failure).toMatchObject({ name: 'EngineFailure', result: { code: 137 } });
    expect(pids).toHaveLength(2);
    await until(async () => (await Promise.all(pids.map(runs))).every((alive) => !alive));
    expect(timers()).toBe(before);
  });

  test('before the run starts nothing', async () => {
    const path = await cli(`touch ${join(dir, 'started')}`);
    const run = new EngineCommand(path).run(['up'], dir, {}, undefined, undefined, AbortSignal.abort());
    await expect(run).rejects.toMatchObject({ name: 'EngineFailure', result: { code: 130 } });
    expect(existsSync(join(dir, 'started'))).toBe(false);
  });
});

test('a CLI that was killed leaves no plugin behind, even one that holds its output open', async () => {
  const path = await cli(`setsid sleep 600 &\necho "$$ $!"\nkill -9 $$`);
  const { failure, pids } = await interrupted(path, () => {});
  expect(failure).toMatchObject({ result: { code: 137 } });
  await until(async () => !(await runs(pids[1] as string)));
});

test('a CLI is killed with its plugins when the process ends without waiting for an interrupted run', async () => {
  const path = await cli(DEAF);
  const script = `import { EngineCommand } from ${JSON.stringify(fileURLToPath(new URL('./engine-command.ts', import.meta.url)))};
    const stop = new AbortController();
    await new EngineCommand(${JSON.stringify(path)}).run(['up'], ${JSON.stringify(dir)}, {}, (pids) => {
      process.stdout.write(pids, () => {
        stop.abort();
        process.exit(0);
      });
    }, undefined, stop.signal);`;
  const env = { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' };
  const { stdout } = await execute(process.execPath, ['--input-type=module', '-e', script], { env });
  const pids = stdout.trim().split(' ');
  expect(pids).toHaveLength(2);
  await until(async () => (await Promise.all(pids.map(runs))).every((alive) => !alive));
});

describe('a guarded operation', () => {
  const forever = new Promise<never>(() => {});

  test('is as it is without', async () => {
    const command = new EngineCommand(await cli('echo out'));
    const before = timers();
    const run = command.run(['up'], dir, {}).then(({ stdout }) => stdout);
    await expect(command.guard(run, 10)).resolves.toBe('out\n');
    await expect(command.guard(Promise.reject(new Error('its own')), 10)).rejects.toThrow('its own');
    expect(timers()).toBe(before);
  });

  test('that does not end after its aborted CLI has is given up', async () => {
    const command = new EngineCommand(await cli('sleep 600 & echo begun; wait'));
    const stop = new AbortController();
    const before = timers();
    const run = command.run(['up'], dir, {}, () => stop.abort(), undefined, stop.signal);
    await expect(
      command.guard(
        Promise.allSettled([run]).then(() => forever),
        10,
      ),
    ).rejects.toThrow(EngineHang);
    await expect(run).rejects.toMatchObject({ name: 'EngineFailure' });
    expect(timers()).toBe(before);
  });

  test('that is aborted after its CLI has ended is given up too', async () => {
    const command = new EngineCommand(await cli('true'));
    const stop = new AbortController();
    const operation = command.run(['up'], dir, {}, undefined, undefined, stop.signal).then(() => {
      setImmediate(() => stop.abort());
      return forever;
    });
    await expect(command.guard(operation, 10)).rejects.toThrow(EngineHang);
  });

  test('goes on for as long as a CLI runs, be it after the abort', async () => {
    const path = await cli(`trap 'sleep 0.2; echo ended; exit 0' INT\necho begun\nwhile :; do sleep 0.01; done`);
    const command = new EngineCommand(path);
    const stop = new AbortController();
    const run = command.run(['up'], dir, {}, () => stop.abort(), undefined, stop.signal);
    await expect(command.guard(run, 10)).resolves.toMatchObject({ stdout: 'begun\nended\n' });
  });

  test('that ends in time after the abort leaves no timer behind', async () => {
    const command = new EngineCommand(await cli('echo begun; exec sleep 600'));
    const stop = new AbortController();
    const before = timers();
    const run = command.run(['up'], dir, {}, () => stop.abort(), undefined, stop.signal);
    const settled = run.catch(() => new Promise((resolve) => setImmediate(resolve)));
    await command.guard(settled, 600_000);
    expect(timers()).toBe(before);
  });

  test('is not given up where nothing was aborted', async () => {
    const command = new EngineCommand(await cli('true'));
    const { signal } = new AbortController();
    const slow = command.run(['up'], dir, {}, undefined, undefined, signal).then(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return 'done';
    });
    await expect(command.guard(slow, 10)).resolves.toBe('done');
  });
});
