import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Connection } from '../connection.ts';

const Run = z.object({
  id: z.number(),
  status: z.string(),
  conclusion: z.string().nullable(),
  attempt: z.number(),
  inputs: z.record(z.string(), z.string()),
});
type Run = z.infer<typeof Run>;

const LOOK_EVERY_MS = 200;

/** Asks the sandbox's own surface; `path` below `/_sandbox`. */
export async function control(connection: Connection, method: string, path: string, body?: unknown): Promise<unknown> {
  return await call(method, connection.control_url + path, {}, body);
}

/** Has GitHub run the job's last run once more, and waits for its end. */
export async function rerun(connection: Connection, jobId: string, stop: AbortSignal): Promise<Run> {
  const { runs } = z.object({ runs: z.array(Run) }).parse(await control(connection, 'GET', '/github/runs'));
  const run = runs.findLast(({ inputs }) => inputs.job_id === jobId);
  if (!run) throw new Error(`GitHub knows no run of ${jobId}.`);
  const authorization = `Bearer ${connection.github_token}`;
  const url = `${connection.github_url}/repos/${connection.github_repository}/actions/runs/${run.id}/rerun`;
  await call('POST', url, { authorization, 'user-agent': 'prego-demo' });
  for (;;) {
    const now = Run.parse(await control(connection, 'GET', `/github/runs/${run.id}`));
    if (now.attempt > run.attempt && now.status === 'completed') return now;
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop });
  }
}

async function call(method: string, url: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
