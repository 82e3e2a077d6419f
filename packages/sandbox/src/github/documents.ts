/** A repository; `name` is `owner/name`. */
export interface RepositoryDocument {
  id: number;
  name: string;
  ownerId: number;
  defaultBranch: string;
  /** Commits by the full name of what points at them, such as `refs/heads/main`. */
  refs: Record<string, string>;
  /** Epoch ms, as all times here. */
  createdAt: number;
}

export interface WorkflowInput {
  type: 'string' | 'boolean' | 'number' | 'choice' | 'environment';
  required: boolean;
  default?: string;
  /** For a choice: what it may be. */
  options?: string[];
}

export interface WorkflowDocument {
  id: number;
  /** The file's name below `.github/workflows`. */
  name: string;
  /** What the file calls itself. */
  title: string;
  /** Template of a run's title, in GitHub's `${{ … }}` spelling. */
  runName: string;
  /** Whether it can be dispatched, that is whether `on` names `workflow_dispatch`. */
  dispatchable: boolean;
  state: 'active' | 'disabled_manually';
  inputs: Record<string, WorkflowInput>;
  /** Null or absent: its runs don't wait for each other. */
  concurrency?: ConcurrencyRule | null;
  /** The file itself; absent for one that was only described. */
  source?: string;
  createdAt: number;
}

export interface ConcurrencyRule {
  /** Template of the group's name. */
  group: string;
  /** Template, or `true` or `false`. */
  cancelInProgress: string;
  /** How many wait for the one under way: the newest, or all. */
  queue: 'single' | 'max';
}

/** `pending`: another run of its concurrency group is under way. */
export type RunStatus = 'queued' | 'pending' | 'in_progress' | 'completed';
export type RunConclusion = 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped' | 'startup_failure';

export interface RunDocument {
  id: number;
  /** The workflow's file. */
  name: string;
  workflow: number;
  runNumber: number;
  attempt: number;
  event: string;
  status: RunStatus;
  conclusion: RunConclusion | null;
  /** Full name, such as `refs/heads/main`. */
  ref: string;
  sha: string;
  /** As the workflow sees them: with its defaults where the dispatch gave none. */
  inputs: Record<string, string>;
  displayTitle: string;
  dispatchedAt: number;
  /** From when on the API knows it; null for a run that gets lost after it was accepted. */
  createdAt: number | null;
  startedAt: number;
  updatedAt: number;
  cancelRequestedAt: number | null;
  /** What is under way is killed. */
  killRequested?: boolean;
  /** Absent: it waits for no other. */
  concurrency?: { group: string; cancelInProgress: boolean; queue: 'single' | 'max' };
  /** In this attempt jobs that succeeded in the one before are not run again. */
  keepsSucceeded?: boolean;
  checkRun: number;
  /** With this a job of the run asks for ID tokens. */
  requestToken: string;
}

/** A job of one attempt of a run. */
export interface JobDocument {
  id: number;
  /** `{run}/{attempt}`: by this the jobs of an attempt are found. */
  name: string;
  run: number;
  attempt: number;
  /** Its key in the workflow. */
  key: string;
  title: string;
  labels: string[];
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: RunConclusion | null;
  createdAt: number;
  startedAt: number;
  completedAt: number | null;
  steps: StepDocument[];
  /** For the jobs that need it. */
  outputs: Record<string, string>;
  /** What its steps wrote for the run's page, Markdown. */
  summary: string;
}

export interface StepDocument {
  number: number;
  title: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | null;
  startedAt: number | null;
  completedAt: number | null;
}

/** A secret or a variable of the repository; its name is its id. */
export interface SettingDocument {
  id: string;
  value: string;
}

export type Permissions = Record<string, 'read' | 'write'>;

/** A GitHub App with its one installation, on the project's repository. */
export interface AppDocument {
  id: number;
  name: string;
  clientId: string;
  installation: number;
  permissions: Permissions;
  /** PEM, SPKI. Several, so that a key can be replaced while the old one still works. */
  publicKeys: string[];
}

/** A token's own text is its id. */
export interface TokenDocument {
  id: string;
  /** Null for a personal access token. */
  installation: number | null;
  /** Null where everything is allowed. */
  permissions: Permissions | null;
  expiresAt: number | null;
}
