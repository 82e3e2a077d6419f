import type { Core } from '../core/core.ts';
import type { Collection } from '../core/store.ts';
import type {
  AppDocument,
  JobDocument,
  RepositoryDocument,
  RunDocument,
  SettingDocument,
  TokenDocument,
  WorkflowDocument,
} from './documents.ts';
import { Logs } from './logs.ts';
import { RateLimits } from './rate-limit.ts';
import { seedWorkflows } from './seed-workflows.ts';

/** Where the API lies below the sandbox's origin: where a GitHub Enterprise Server has it. */
export const API_PATH = '/api/v3';

/** Where the issuer of ID tokens lies below the origin; on an Enterprise Server too it is no part of the API. */
export const ISSUER_PATH = '/_services/token';

/** The name of a project's repository, where nobody gave another. */
export const DEFAULT_REPOSITORY = 'prego/provisioning';

/** The GitHub of the sandbox: one repository a project, on the state and the time that all emulators share. */
export interface Github {
  core: Core;
  /** `http://host:port` as clients reach it: the beginning of every URL in an answer, and of the issuer. */
  origin: () => string;
  repositories: Collection<RepositoryDocument>;
  workflows: Collection<WorkflowDocument>;
  runs: Collection<RunDocument>;
  apps: Collection<AppDocument>;
  tokens: Collection<TokenDocument>;
  jobs: Collection<JobDocument>;
  secrets: Collection<SettingDocument>;
  variables: Collection<SettingDocument>;
  /** What the steps of jobs said. */
  logs: Logs;
  rateLimits: RateLimits;
}

export function openGithub(core: Core, origin: () => string): Github {
  return {
    core,
    origin,
    repositories: core.store.collection('github_repository'),
    workflows: core.store.collection('github_workflow'),
    runs: core.store.collection('github_run'),
    apps: core.store.collection('github_app'),
    tokens: core.store.collection('github_token'),
    jobs: core.store.collection('github_job'),
    secrets: core.store.collection('github_secret'),
    variables: core.store.collection('github_variable'),
    logs: new Logs(core.store),
    rateLimits: new RateLimits(),
  };
}

/** Makes the project's repository with our workflows and a personal access token, or returns the one that is there. */
export function openRepository(github: Github, project: number, name = DEFAULT_REPOSITORY): RepositoryDocument {
  const [known] = github.repositories.list(project);
  if (known) return known;
  const { store, randomHex, clock } = github.core;
  const repository = github.repositories.put(project, {
    id: store.next('github_repository', FIRST_REPOSITORY_ID),
    name,
    ownerId: store.next('github_owner', FIRST_OWNER_ID),
    defaultBranch: 'main',
    refs: { 'refs/heads/main': randomHex(20) },
    createdAt: clock.now(),
  });
  seedWorkflows(github, project);
  renewPersonalToken(github, project);
  return repository;
}

/** The project's repository, which is there from its first day. */
export function repositoryOf(github: Github, project: number): RepositoryDocument {
  return github.repositories.list(project)[0] ?? openRepository(github, project);
}

/** The token that opens the project's repository without limits of permission. */
export function personalToken(github: Github, project: number): string {
  const token = github.tokens.list(project).find(({ installation }) => installation === null);
  return token?.id ?? renewPersonalToken(github, project);
}

/** A new personal access token for the project; the one before is refused from now on. Returns it. */
export function renewPersonalToken(github: Github, project: number): string {
  for (const { id, installation } of github.tokens.list(project)) {
    if (installation === null) github.tokens.delete(project, id);
  }
  const id = `ghp_${github.core.randomHex(18)}`;
  github.tokens.put(project, { id, installation: null, permissions: null, expiresAt: null });
  return id;
}

export function ownerOf(repository: RepositoryDocument): string {
  return repository.name.split('/')[0] as string;
}

/** Their ids have long outgrown 31 bits at the vendor; a client that can't hold them is to fail here. */
const FIRST_REPOSITORY_ID = 3_100_000_001;
const FIRST_OWNER_ID = 260_000_001;
