import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const SERVE = fileURLToPath(new URL('../../../packages/sandbox/src/serve.ts', import.meta.url));

const Connection = z.object({
  hetzner_url: z.string(),
  hetzner_token: z.string(),
  state_url: z.string(),
  state_passphrase: z.string(),
});

/** Empty clouds and an empty state of their own, in a process of their own. */
export class Clouds {
  /** What a run needs in its environment, under the names that both sides read. */
  readonly env: Readonly<Record<string, string>>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, connection: z.infer<typeof Connection>) {
    this.#child = child;
    this.env = {
      HCLOUD_TOKEN: connection.hetzner_token,
      HCLOUD_ENDPOINT: connection.hetzner_url,
      PULUMI_BACKEND_URL: connection.state_url,
      PULUMI_CONFIG_PASSPHRASE: connection.state_passphrase,
    };
  }

  /** With actions that take `actionTimeFactor` of the time that they take at Hetzner, roughly; 0 is at once. */
  static async start(actionTimeFactor: number): Promise<Clouds> {
    const args = ['--disable-warning=ExperimentalWarning', SERVE, '--action-time-factor', String(actionTimeFactor)];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([
      once(lines, 'line'),
      once(child, 'close').then(([code]) => Promise.reject(new Error(`the sandbox ended with ${code}`))),
    ])) as [string];
    const connection = Connection.parse(JSON.parse(line));
    // Pulumi wants a local backend's folder to exist; ours makes it, whoever uses Pulumi plainly has made it.
    await mkdir(fileURLToPath(connection.state_url), { recursive: true });
    return new Clouds(child, connection);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGINT');
    if (this.#child.exitCode === null) await once(this.#child, 'close');
  }
}
