import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const exec = promisify(execFile);

const TCP = fileURLToPath(new URL('tcp-main.ts', import.meta.url));

/**
 * A host of its own on the network, as Linux sees it: a network namespace. It lives as long as a process that reads
 * from us, so nothing is left of it, its links and its listeners, however the test ends. Needs root.
 */
export class NamespaceHost {
  readonly #holder: ChildProcess;
  readonly #listeners: ChildProcess[] = [];

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
  }

  static async start(): Promise<NamespaceHost> {
    const holder = spawn('unshare', ['--net', 'cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
    // What comes back comes from within the namespace.
    holder.stdin.write('\n');
    await firstLine(holder);
    const host = new NamespaceHost(holder);
    await host.ip('link set lo up');
    return host;
  }

  /** A cable to another host; both ends are up and named as given. */
  async connect(name: string, other: NamespaceHost, otherName: string): Promise<void> {
    await this.ip(`link add name ${name} type veth peer name ${otherName} netns ${other.#holder.pid}`);
    await this.ip(`link set ${name} up`);
    await other.ip(`link set ${otherName} up`);
  }

  /** One call of `ip`, its words separated by spaces. */
  async ip(words: string): Promise<void> {
    await this.run('ip', words.split(' '));
  }

  /** Runs a program in this host and answers with what it prints. */
  async run(command: string, args: readonly string[], env = process.env): Promise<string> {
    const { stdout } = await exec('nsenter', [...this.#enter(), command, ...args], { env });
    return stdout.trim();
  }

  /** Accepts TCP connections on these ports, on every address. */
  async listen(...ports: number[]): Promise<void> {
    const args = [...this.#enter(), process.execPath, TCP, 'listen', ...ports.map(String)];
    const listener = spawn('nsenter', args, { stdio: ['pipe', 'pipe', 'inherit'], env: plainEnv() });
    this.#listeners.push(listener);
    await firstLine(listener);
  }

  /**
   * `accepted`, or the code of the error by which a TCP connection failed. `uid` is who opens it, root by default;
   * `from` one of this host's addresses.
   */
  async tryTcp(address: string, port: number, { uid = 0, from = '' } = {}): Promise<string> {
    const args = [TCP, 'connect', address, String(port), String(uid), from];
    return await this.run(process.execPath, args, plainEnv());
  }

  async stop(): Promise<void> {
    for (const child of [...this.#listeners, this.#holder]) {
      child.stdin?.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    }
  }

  #enter(): string[] {
    return [`--net=/proc/${this.#holder.pid}/ns/net`];
  }
}

/** Without the options of the test runner. */
function plainEnv(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' };
}

async function firstLine(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('the process has no output');
  await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'close').then(([code]) => Promise.reject(new Error(`${child.spawnfile} ended with ${code}`))),
  ]);
}
