import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { arch, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHED_AS, engineParts } from '../runner/engine-parts.ts';

/** What is run: the sources, or a bundle of them. */
export interface Entries {
  readonly main: string;
  readonly post: string;
}
const SOURCES: Entries = {
  main: fileURLToPath(new URL('../main.ts', import.meta.url)),
  post: fileURLToPath(new URL('../post.ts', import.meta.url)),
};

/** What a step of the action left for whoever looks at the run. */
export interface Step {
  readonly code: number | null;
  /** Standard output and error, as the runner logs them. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A machine that runs jobs: its tool cache has the engine of the test's environment, as links. */
export class TestRunner {
  readonly folder: string;
  readonly #entries: Entries;
  readonly #steps: ActionStep[] = [];

  private constructor(folder: string, entries: Entries) {
    this.folder = folder;
    this.#entries = entries;
  }

  static async start(entries = SOURCES): Promise<TestRunner> {
    const runner = new TestRunner(await mkdtemp(join(tmpdir(), 'prego-runner-')), entries);
    await mkdir(join(runner.folder, 'temp'));
    await runner.#fillToolCache();
    return runner;
  }

  async stop(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Starts the action as a step of a job, with these inputs, and `env` beside what the runner says by itself. */
  async step(
    inputs: Readonly<Record<string, string | number | boolean>>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<ActionStep> {
    const files = join(this.folder, `step-${this.#steps.length + 1}`);
    await mkdir(files);
    const step = await ActionStep.start(this.#entries, files, {
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)]),
      ),
      RUNNER_TEMP: join(this.folder, 'temp'),
      RUNNER_TOOL_CACHE: join(this.folder, 'tools'),
      GITHUB_ACTIONS: 'true',
      GITHUB_RUN_ID: '1',
      ...env,
    });
    this.#steps.push(step);
    return step;
  }

  /** What all steps have printed, without the commands that the runner takes out of its log. */
  logs(): string {
    const lines = this.#steps.flatMap(({ log }) => log.split('\n'));
    return lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
  }

  /** Every file that a run has left on this machine, but for the engine's. */
  async everything(): Promise<string> {
    const names = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const files = names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name));
    return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
  }

  async #fillToolCache(): Promise<void> {
    const root = join(this.folder, 'tools', CACHED_AS.tool, CACHED_AS.version, arch());
    const home = process.env.PULUMI_HOME ?? '';
    for (const { folder, binary } of engineParts(process.platform, process.arch)) {
      await mkdir(join(root, folder), { recursive: true });
      const from = binary === 'pulumi' ? await onPath(binary) : join(home, folder.replace(/^home./, ''), binary);
      await symlink(from, join(root, folder, binary));
    }
    await writeFile(join(root, 'home', 'logs'), '');
    await writeFile(`${root}.complete`, '');
  }
}

async function onPath(binary: string): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if ((await readdir(folder).catch(() => [] as string[])).includes(binary)) return join(folder, binary);
  }
  throw new Error(`There is no ${binary} on PATH: run the engine's tests by \`npm test\`.`);
}

/** One step that runs: main, and post when it is over. */
export class ActionStep {
  readonly #entries: Entries;
  readonly #files: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #child: ChildProcess;
  #log = '';

  private constructor(entries: Entries, files: string, env: Readonly<Record<string, string>>, entry: keyof Entries) {
    this.#entries = entries;
    this.#files = files;
    this.#env = env;
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entries[entry]], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: files, ...this.#fileEnv(), ...env },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#log += text;
      });
    }
  }

  static async start(
    entries: Entries,
    files: string,
    env: Readonly<Record<string, string>>,
    entry: keyof Entries = 'main',
  ): Promise<ActionStep> {
    for (const name of FILES) await writeFile(join(files, name), '', { flag: 'a' });
    return new ActionStep(entries, files, env, entry);
  }

  get log(): string {
    return this.#log;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** What the step has come to. */
  async ended(): Promise<Step> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close');
    const [output, state, summary] = await Promise.all(FILES.map((name) => readFile(join(this.#files, name), 'utf8')));
    return {
      code: this.#child.exitCode,
      log: this.#log,
      outputs: pairs(output ?? ''),
      state: pairs(state ?? ''),
      summary: summary ?? '',
    };
  }

  /** Runs post, as the runner does when the job is over. */
  async post(): Promise<Step> {
    const { state } = await this.ended();
    const states = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
    const post = await ActionStep.start(
      this.#entries,
      this.#files,
      { ...this.#env, ...Object.fromEntries(states) },
      'post',
    );
    return await post.ended();
  }

  #fileEnv(): Record<string, string> {
    const names = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];
    return Object.fromEntries(names.map((name, at) => [name, join(this.#files, FILES[at] as string)]));
  }
}

const FILES = ['output', 'state', 'summary'] as const;

/** The runner's format of a file command: `name<<delimiter`, lines, `delimiter`; the last of a name counts. */
function pairs(text: string): Record<string, string> {
  const found = text.matchAll(/^(\S+)<<(\S+)\r?\n([\s\S]*?)\r?\n?^\2\r?$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}
