import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

// The sandbox is reached as any client reaches it, over HTTP and in a process of its own: no source here imports it.
const SERVE = fileURLToPath(import.meta.resolve('../../../sandbox/src/serve.ts'));

const Connection = z.object({
  github_url: z.string(),
  github_token: z.string(),
  github_repository: z.string(),
  github_oidc_issuer: z.string(),
  control_url: z.string(),
});

const Run = z.object({
  id: z.number(),
  workflow: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  display_title: z.string(),
  inputs: z.record(z.string(), z.string()),
  cancel_requested_at: z.number().nullable(),
});
export type SandboxRun = z.infer<typeof Run>;

/** GitHub as the sandbox has it, for the tests of this package. */
export class GithubSandbox {
  readonly connection: z.infer<typeof Connection>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, connection: z.infer<typeof Connection>) {
    this.#child = child;
    this.connection = connection;
  }

  static async start(): Promise<GithubSandbox> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVE], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const [line] = (await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      once(child, 'close').then(([code]) => Promise.reject(new Error(`the sandbox ended with ${code}`))),
    ])) as [string];
    return new GithubSandbox(child, Connection.parse(JSON.parse(line)));
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGINT');
    await once(this.#child, 'close');
  }

  /** The settings of a control plane that dispatches here. */
  get vars(): Record<string, string> {
    const { github_url, github_token, github_repository, github_oidc_issuer } = this.connection;
    return {
      GITHUB_API_URL: github_url,
      GITHUB_TOKEN: github_token,
      GITHUB_REPOSITORY: github_repository,
      OIDC_ISSUER: github_oidc_issuer,
    };
  }

  /** Every run that was accepted, oldest first, with those that the API does not show. */
  async runs(jobId?: string): Promise<SandboxRun[]> {
    const { runs } = z.object({ runs: z.array(Run) }).parse(await this.control('GET', '/github/runs'));
    return runs.filter(({ inputs }) => jobId === undefined || inputs.job_id === jobId);
  }

  /** The only run of a job. */
  async runOf(jobId: string): Promise<SandboxRun> {
    const [run, ...more] = await this.runs(jobId);
    if (!run || more.length > 0) throw new Error(`${jobId} has ${run ? more.length + 1 : 0} runs`);
    return run;
  }

  /** The OIDC token that the run would ask for. */
  async tokenOf(run: SandboxRun): Promise<string> {
    const wish = { audience: 'prego-control-plane' };
    const answer = await this.control('POST', `/github/runs/${run.id}/id-token`, wish);
    return z.object({ token: z.string() }).parse(answer).token;
  }

  begin = (run: SandboxRun) => this.control('PATCH', `/github/runs/${run.id}`, { status: 'in_progress' });
  end = (run: SandboxRun, conclusion: string) =>
    this.control('PATCH', `/github/runs/${run.id}`, { status: 'completed', conclusion });

  /** Puts a fault in force that the next requests to start a run meet. */
  dispatchFault = (fault: Record<string, unknown>) =>
    this.control('POST', '/faults', { request: { method: 'POST', path: '/api/v3/**' }, ...fault });

  /** What happens to the next run that is accepted. */
  runFault = (fault: Record<string, unknown>) => this.control('POST', '/faults', { run: '*', ...fault });

  /** How many requests to start a run have come in. */
  async dispatches(): Promise<number> {
    const journal = z.object({ entries: z.array(z.object({ method: z.string(), path: z.string() })) });
    const { entries } = journal.parse(await this.control('GET', '/journal?path_prefix=/api/v3'));
    return entries.filter(({ method, path }) => method === 'POST' && path.endsWith('/dispatches')).length;
  }

  reset = () => this.control('POST', '/reset');

  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.connection.control_url + path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
