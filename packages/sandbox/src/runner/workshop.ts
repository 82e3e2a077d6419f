import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { dirname, join } from 'node:path';
import type { Engine } from '@prego/engine';
import type { WorkflowJob } from '../github/workflow-file.ts';
import { endLeftovers } from './processes.ts';

/** By this the workflows use our action, at whatever ref. */
const ACTION = 'prego/provision-action';

/**
 * Actions that fetch a tool which a runner may lack: here it is the machine's own that is used. Each is a composite action,
 * which only tells so.
 */
const OF_THIS_MACHINE: Readonly<Record<string, string>> = { 'actions/setup-python': 'python3 --version' };

/** What a checkout of the repository is for our workflows. */
const CHECKED_OUT = ['.github/workflows', 'ansible', 'action.yml', 'packages/action/dist'];

/** What is installed or made beside these is no part of a commit. */
const NOT_COMMITTED = /(^|\/)(node_modules|\.venv|__pycache__)(\/|$)/;

/** Where jobs are done. */
export interface Workshop {
  /** A checkout of the repository, as it was when the runner started. */
  readonly repository: string;
  /** A folder for each job, while it is done. */
  readonly jobs: string;
  /** RUNNER_TOOL_CACHE of all jobs. */
  readonly toolCache: string;
  /** With a program `node` that tells act at once where Node is, and is it else. For act alone. */
  readonly bin: string;
  /** The folders of the actions that the job's steps use, as far as they are to be had here. */
  actionsFor(job: WorkflowJob): ReadonlyMap<string, string>;
}

/**
 * Makes the workshop in this folder anew; what a dead runner's jobs have left there is ended and removed. The tool cache stays.
 * @param checkout the folder with our workflows, action and playbooks
 */
export async function openWorkshop(folder: string, checkout: string): Promise<Workshop> {
  const place = (name: string) => join(folder, name);
  const [repository, actions, allJobs, toolCache, bin] = [
    ...[place('repository'), place('actions'), place('jobs'), place('tool-cache'), place('bin')],
  ] as [string, string, string, string, string];
  // The keeper of a runner that has died just now ends that one's jobs, and not ours.
  const jobs = join(allJobs, String(process.pid));
  await endLeftovers(allJobs);
  for (const old of [repository, actions, allJobs, bin]) await rm(old, { recursive: true, force: true });
  for (const made of [repository, actions, jobs, bin, toolCache]) await mkdir(made, { recursive: true, mode: 0o700 });
  for (const path of CHECKED_OUT) await copy(join(checkout, path), join(repository, path));
  const folders = await makeActions(repository, actions);
  await writeFile(join(bin, 'node'), NODE, { mode: 0o755 });
  return {
    ...{ repository, jobs, toolCache, bin },
    actionsFor: ({ steps }) => {
      const found = steps.flatMap(({ uses = '' }) => {
        const path = folders.get(uses.split('@')[0] as string);
        return path === undefined ? [] : [[uses, path] as const];
      });
      return new Map(found);
    },
  };
}

/** act starts Node once for each job, to be told where it is: a shell says it in a tenth of the time. */
const NODE = `#!/bin/sh
if [ "$*" = '--no-warnings -e console.log(process.execPath)' ]; then
  echo '${process.execPath}'
else
  exec '${process.execPath}' "$@"
fi
`;

/**
 * Puts the engine into the tool cache, where the action looks for it: there as links. packages/action says how it lies there
 * (src/runner/engine-parts.ts). What is there stays.
 */
export async function fillToolCache(toolCache: string, { pulumi, plugins }: Engine): Promise<void> {
  const root = join(toolCache, 'prego-engine', pulumi.tool.version, arch());
  const home = join(root, 'home');
  await link(pulumi.path, join(root, 'bin', pulumi.tool.binary));
  for (const { tool, path } of plugins) {
    const name = tool.binary.replace('pulumi-resource-', '');
    await link(path, join(home, 'plugins', `resource-${name}-v${tool.version}`, tool.binary));
  }
  await writeFile(join(home, 'logs'), '');
  await writeFile(`${root}.complete`, '');
}

/** Makes a folder for each action; returns them by what `uses` calls the action, without the ref. */
async function makeActions(repository: string, folder: string): Promise<Map<string, string>> {
  const folders = new Map<string, string>();
  for (const [name, command] of Object.entries(OF_THIS_MACHINE)) {
    const path = join(folder, name);
    await mkdir(path, { recursive: true });
    const steps = [{ run: command, shell: 'sh' }];
    await writeFile(join(path, 'action.yml'), JSON.stringify({ name, runs: { using: 'composite', steps } }));
    folders.set(name, path);
  }
  const description = await readFile(join(repository, 'action.yml'), 'utf8').catch(() => undefined);
  if (description === undefined) return folders;
  // act copies an action's folder for each of its steps: of this one it copies a text and a link.
  await link(join(repository, 'packages/action/dist'), join(folder, ACTION, 'packages/action/dist'));
  await writeFile(join(folder, ACTION, 'action.yml'), description);
  return folders.set(ACTION, join(folder, ACTION));
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await symlink(target, path);
}

async function copy(from: string, to: string): Promise<void> {
  const committed = (path: string) => !NOT_COMMITTED.test(path.slice(from.length));
  await cp(from, to, { recursive: true, filter: committed }).catch((error: NodeJS.ErrnoException) => {
    // A checkout that has none of it can still run what needs none of it.
    if (error.code !== 'ENOENT') throw error;
  });
}
