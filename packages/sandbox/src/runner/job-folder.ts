import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { RepositoryDocument, RunDocument } from '../github/documents.ts';
import { API_PATH, type Github, ownerOf } from '../github/github.ts';
import { runEnvironment } from '../github/oidc-app.ts';
import { shortRef } from '../github/refs.ts';
import { MARK } from './processes.ts';

/** What a job is given, each in a file of its own: act's command line is for everybody to see. */
export interface JobFiles {
  readonly workflow: unknown;
  readonly event: unknown;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** Makes the job's folder, which nobody else may read. */
export async function makeJobFolder(folder: string, toolCache: string, files: JobFiles): Promise<void> {
  await mkdir(join(folder, 'home'), { recursive: true, mode: 0o700 });
  await mkdir(join(folder, 'work'));
  await Promise.all([
    // Where act looks for the runner's tool cache.
    symlink(toolCache, join(folder, 'work', 'tool_cache')),
    // JSON is YAML too, which is what act reads by these names, and needs no rules for quotation.
    ...Object.entries(files).map(([name, content]) =>
      writeFile(join(folder, `${name}.${name === 'event' ? 'json' : 'yml'}`), JSON.stringify(content), { mode: 0o600 }),
    ),
  ]);
}

export async function removeJobFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** The arguments of act for the job in this folder. `actions`: folders by what `uses` says. */
export function actArguments(
  folder: string,
  {
    event,
    actor,
    labels,
    actions,
  }: { event: string; actor: string; labels: readonly string[]; actions: ReadonlyMap<string, string> },
): string[] {
  const file = (name: string) => join(folder, name);
  return [
    ...[event, '--json', '--rm', '--no-cache-server', '--workflows', file('workflow.yml'), '--actor', actor],
    ...['--eventpath', file('event.json'), '--env-file', file('environment.yml'), '--input-file', file('none')],
    ...['--secret-file', file('secrets.yml'), '--var-file', file('variables.yml')],
    ...['--action-cache-path', file('work'), '--container-daemon-socket', '-'],
    ...labels.flatMap((label) => ['--platform', `${label}=-self-hosted`]),
    ...[...actions].flatMap(([uses, path]) => ['--local-repository', `${uses}=${path}`]),
  ];
}

/** What of our own environment a job may see: how to reach the world, and nothing of whoever runs the sandbox. */
const PASSED_ON = /^(https?_proxy|no_proxy|all_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|tmpdir|tz)$/i;

/** The PATH of a job's steps. Our own Node is first: it is the one that actions are to run on. */
function stepsPath(given: NodeJS.ProcessEnv): string {
  return [dirname(process.execPath), given.PATH].join(delimiter);
}

/** The environment of act itself; what its jobs find beyond it stands in a file. `bin`: before all else on its own PATH. */
export function actEnvironment(folder: string, bin: string, given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const home = join(folder, 'home');
  return {
    ...Object.fromEntries(Object.entries(given).filter(([name]) => PASSED_ON.test(name))),
    PATH: [bin, given.PATH].join(delimiter),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    LANG: 'C.UTF-8',
    // A job's steps have a terminal under act, and none at the vendor.
    NO_COLOR: '1',
    TERM: 'dumb',
    [MARK]: folder,
  };
}

/** What the vendor's runner sets for a job, as far as act does not. */
export function jobEnvironment(
  github: Github,
  repository: RepositoryDocument,
  run: RunDocument,
  { idToken }: { idToken: boolean },
): Record<string, string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN, ...ofRun } = runEnvironment(github, run);
  const owner = ownerOf(repository);
  const workflowRef = `${repository.name}/.github/workflows/${run.name}@${run.ref}`;
  return {
    ...ofRun,
    ...(idToken && { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN }),
    PATH: stepsPath(process.env),
    // By this name act is told of the commit.
    SHA_REF: run.sha,
    GITHUB_SERVER_URL: github.origin(),
    GITHUB_API_URL: `${github.origin()}${API_PATH}`,
    GITHUB_GRAPHQL_URL: `${github.origin()}/api/graphql`,
    GITHUB_REPOSITORY: repository.name,
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: String(repository.ownerId),
    GITHUB_REF_NAME: shortRef(run.ref),
    GITHUB_REF_TYPE: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_TRIGGERING_ACTOR: owner,
    GITHUB_WORKFLOW_REF: workflowRef,
    GITHUB_WORKFLOW_SHA: run.sha,
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'sandbox',
  } as Record<string, string>;
}
