import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clouds } from './clouds.ts';
import { type PeakMemory, watchMemory } from './process-tree.ts';
import { type RunReport, RunReportSchema, type Task } from './task.ts';

export const SIDES = ['ours', 'plain'] as const;
export type Side = (typeof SIDES)[number];

export interface Measured extends RunReport {
  /** From the start of the process to its end, in milliseconds. */
  readonly wallMs: number;
  readonly memory: PeakMemory;
}

/** Does a task in a fresh process and measures that. Throws with what it said if it fails. */
export async function measuredRun(
  side: Side,
  task: Task,
  clouds: Clouds,
  engine: Readonly<NodeJS.ProcessEnv>,
): Promise<Measured> {
  const script = fileURLToPath(new URL(`./${side}.ts`, import.meta.url));
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(task)], {
    env: { ...process.env, ...engine, ...clouds.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = watchMemory(child.pid as number);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const { code, endedAt } = await new Promise<{ code: number | null; endedAt: number }>((resolve, reject) => {
    let endedAt = 0;
    child.once('error', reject);
    child.once('exit', () => {
      endedAt = performance.now();
    });
    child.once('close', (code) => resolve({ code, endedAt }));
  });
  const memory = stop();
  if (code !== 0) throw new Error(`${side} could not do ${JSON.stringify(task)}:\n${stderr}${stdout}`);
  return { ...RunReportSchema.parse(JSON.parse(stdout)), wallMs: endedAt - startedAt, memory };
}
