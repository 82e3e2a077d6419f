import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EngineCommand } from './engine-command.ts';

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

  test('is killed with its plugins when the process ends without waiting for an interrupted run', async () => {
    // Deaf to the interrupt, and with a child in a process group of its own, as plugins are.
    const path = await cli(`trap '' INT\nsetsid sleep 600 &\necho "$$ $!"\nwait`);
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
    expect(await Promise.all(pids.map(runs))).toEqual([false, false]);
  });
});
