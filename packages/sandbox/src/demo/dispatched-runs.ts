import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Connection } from '../connection.ts';

const Run = z.object({
  id: z.number(),
  workflow: z.string(),
  status: z.string(),
  inputs: z.record(z.string(), z.string()),
});
export type Run = z.infer<typeof Run>;

const LOOK_EVERY_MS = 100;

/** The runs that the sandbox's GitHub has accepted: it keeps them, and whoever asks does their work. */
export class DispatchedRuns {
  readonly #url: string;

  constructor({ control_url }: Connection) {
    this.#url = `${control_url}/github/runs`;
  }

  /** The run for this job, once it is dispatched. Throws when it is not within `withinMs`, and at the stop. */
  async of(jobId: string, withinMs: number, stop: AbortSignal): Promise<Run> {
    const deadline = performance.now() + withinMs;
    do {
      const { runs } = z.object({ runs: z.array(Run) }).parse(await this.#call('GET', '?status=queued'));
      const run = runs.find(({ inputs }) => inputs.job_id === jobId);
      if (run) return run;
      await sleep(LOOK_EVERY_MS, undefined, { signal: stop });
    } while (performance.now() < deadline);
    throw new Error(`GitHub was asked for no run of ${jobId} within ${withinMs / 1000} s.`);
  }

  async begin({ id }: Run): Promise<void> {
    await this.#call('PATCH', `/${id}`, { status: 'in_progress' });
  }

  async end({ id }: Run, conclusion: 'success' | 'failure'): Promise<void> {
    await this.#call('PATCH', `/${id}`, { status: 'completed', conclusion });
  }

  /** The OIDC token by which the run proves itself. */
  async idToken({ id }: Run, audience: string): Promise<string> {
    return z.object({ token: z.string() }).parse(await this.#call('POST', `/${id}/id-token`, { audience })).token;
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.#url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${this.#url}${path} answered ${answer.status}: ${await answer.text()}`);
    return await answer.json();
  }
}
