import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { cacheEntry } from '../../bootstrap/cache.mjs';
import { runSystemTool } from '../../engine/src/system-tool.ts';

const SCRIPT = fileURLToPath(new URL('../configure-tenant', import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL('../requirements.txt', import.meta.url));

/** A `bin` folder with the pinned ansible-core, from the cache or by pip: as the workflow installs it. */
export async function ansibleBin(): Promise<string> {
  const key = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex')
    .slice(0, 12);
  const environment = await cacheEntry(`ansible-${key}`, async (draft) => {
    await runSystemTool(
      'python3',
      ['-m', 'venv', '--copies', draft],
      'python3 with venv (apt-get install python3-venv)',
    );
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--require-hashes',
      '-r',
      REQUIREMENTS,
    ];
    await runSystemTool(join(draft, 'bin/python3'), pip, 'PyPI, and a Python from 3.11 to 3.13');
    // pip's own starter names the folder that it was made in, and an entry of the cache is renamed.
    const starter = '#!/bin/sh\nexec "$(dirname "$0")/python3" -m ansible playbook "$@"\n';
    await writeFile(join(draft, 'bin/ansible-playbook'), starter, { mode: 0o755 });
  });
  return join(environment, 'bin');
}

/** A run of `configure-tenant`, over once `ended` resolves. */
export interface PlaybookRun {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** All that it has printed so far. */
  output(): string;
  readonly ended: Promise<PlaybookResult>;
}

export interface PlaybookResult {
  readonly status: number | null;
  readonly output: string;
  /** Of ansible's recap; undefined where it came to none. */
  readonly changed: number | undefined;
}

/** Starts `configure-tenant`, as the workflow does, by the command line that `prefix` begins. */
export function startPlaybook(
  prefix: readonly [string, ...string[]],
  options: { bin: string; env: Record<string, string>; args?: readonly string[] },
): PlaybookRun {
  const [command, ...args] = [...prefix, SCRIPT, ...(options.args ?? [])] as [string, ...string[]];
  const env = { HOME: process.env.HOME, PATH: [options.bin, process.env.PATH].join(delimiter), ...options.env };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = once(child, 'close').then(([status]) => {
    const changed = /\bchanged=(\d+)\b/.exec(output)?.[1];
    return { status: status as number | null, output, changed: changed === undefined ? undefined : Number(changed) };
  });
  return { child, output: () => output, ended };
}
