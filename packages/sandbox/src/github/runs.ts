import type { Reply } from '../core/http.ts';
import { type GithubCall, need, pathRepository } from './call.ts';
import type { RunConclusion, RunDocument, RunStatus, WorkflowDocument } from './documents.ts';
import { notFound } from './errors.ts';
import { interpolate } from './expressions.ts';
import { type Github, repositoryOf } from './github.ts';
import { runContexts } from './run-contexts.ts';
import { showRun } from './show-run.ts';

export interface RunStart {
  workflow: WorkflowDocument;
  event: string;
  /** Full name. */
  ref: string;
  inputs: Record<string, string>;
}

/** Makes a queued run. A fault in force may let the API know it late, or never. */
export function startRun(github: Github, project: number, { workflow, event, ref, inputs }: RunStart): RunDocument {
  const { store, faults, clock, randomHex } = github.core;
  const repository = repositoryOf(github, project);
  const fault = faults.meetRun(workflow.name);
  const now = clock.now();
  const createdAt = fault?.lost ? null : now + (fault?.runDelayMs ?? 0);
  const runNumber = store.next(`github_run_number:${workflow.id}`);
  const id = store.next('github_run', FIRST_RUN_ID);
  const run: RunDocument = {
    id,
    name: workflow.name,
    workflow: workflow.id,
    runNumber,
    attempt: 1,
    event,
    status: 'queued',
    conclusion: null,
    ref,
    sha: repository.refs[ref] as string,
    inputs,
    displayTitle: '',
    dispatchedAt: now,
    createdAt,
    startedAt: createdAt ?? now,
    updatedAt: createdAt ?? now,
    cancelRequestedAt: null,
    checkRun: store.next('github_check_run', FIRST_CHECK_RUN_ID),
    requestToken: randomHex(32),
  };
  return github.runs.put(project, { ...run, ...evaluated(github, project, workflow, run) });
}

/** What the workflow says of this run by expressions: its title, and for which others it waits. */
function evaluated(github: Github, project: number, workflow: WorkflowDocument, run: RunDocument) {
  const contexts = runContexts(github, project, workflow, run);
  const displayTitle = interpolate(workflow.runName, contexts).trim();
  if (!workflow.concurrency) return { displayTitle };
  const { group, cancelInProgress, queue } = workflow.concurrency;
  return {
    displayTitle,
    concurrency: {
      // Groups are told apart without regard to case. Source: GitHub docs, "Control the concurrency of workflows and jobs".
      group: interpolate(group, contexts).toLowerCase(),
      cancelInProgress: interpolate(cancelInProgress, contexts) === 'true',
      queue,
    },
  };
}

/** `GET …/actions/runs/{id}` */
export function getRun(github: Github, call: GithubCall): Reply {
  const repository = pathRepository(github, call);
  need(call, 'actions', 'read');
  return { status: 200, body: showRun(github, call.project.id, repository, pathRun(github, call)) };
}

/** Writes the run's new state: `conclusion` belongs to a completed one. */
export function moveRun(
  github: Github,
  project: number,
  run: RunDocument,
  status: RunStatus,
  conclusion: RunConclusion | null,
): RunDocument {
  return github.runs.put(project, { ...run, status, conclusion, updatedAt: github.core.clock.now() });
}

/** Queues the run again under its old id, as "Re-run all jobs" does, or "Re-run failed jobs". */
export function rerun(github: Github, project: number, run: RunDocument, { failedOnly = false } = {}): RunDocument {
  const again = {
    ...run,
    attempt: run.attempt + 1,
    startedAt: github.core.clock.now(),
    cancelRequestedAt: null,
    killRequested: false,
    keepsSucceeded: failedOnly,
  };
  return moveRun(github, project, again, 'queued', null);
}

/** Whether the API knows the run yet. */
export function isKnown(run: RunDocument, now: number): run is RunDocument & { createdAt: number } {
  return run.createdAt !== null && run.createdAt <= now;
}

/** The run that a path names. */
export function pathRun(github: Github, call: GithubCall): RunDocument & { createdAt: number } {
  const id = Number(call.params.run);
  const run = Number.isSafeInteger(id) ? github.runs.get(call.project.id, id) : undefined;
  if (!run || !isKnown(run, call.now)) throw notFound();
  return run;
}

/** Both have outgrown 31 bits at the vendor; a client that can't hold them is to fail here. */
const FIRST_RUN_ID = 31_000_000_001;
const FIRST_CHECK_RUN_ID = 92_000_000_001;
