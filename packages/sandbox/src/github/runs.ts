import type { Reply } from '../core/http.ts';
import { type GithubCall, need, pathRepository } from './call.ts';
import type { RunConclusion, RunDocument, RunStatus, WorkflowDocument } from './documents.ts';
import { GithubError, notFound } from './errors.ts';
import { type Github, ownerOf, repositoryOf } from './github.ts';
import { shortRef } from './refs.ts';
import { renderRunName } from './run-name.ts';
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
  return github.runs.put(project, {
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
    displayTitle: renderRunName(workflow.runName, {
      inputs,
      github: {
        actor: ownerOf(repository),
        event_name: event,
        ref,
        ref_name: shortRef(ref),
        repository: repository.name,
        run_id: String(id),
        run_number: String(runNumber),
        workflow: workflow.title,
      },
    }),
    dispatchedAt: now,
    createdAt,
    startedAt: createdAt ?? now,
    updatedAt: createdAt ?? now,
    cancelRequestedAt: null,
    checkRun: store.next('github_check_run', FIRST_CHECK_RUN_ID),
    requestToken: randomHex(32),
  });
}

/** `GET …/actions/runs/{id}` */
export function getRun(github: Github, call: GithubCall): Reply {
  const repository = pathRepository(github, call);
  need(call, 'actions', 'read');
  return { status: 200, body: showRun(github, call.project.id, repository, pathRun(github, call)) };
}

/**
 * `POST …/actions/runs/{id}/cancel`: a queued run ends at once. One that is under way is only asked to: it goes on
 * until whoever runs it ends it. Source of 409: technote-space/auto-cancel-redundant-workflow#68.
 */
export function cancelRun(github: Github, call: GithubCall): Reply {
  pathRepository(github, call);
  need(call, 'actions', 'write');
  const run = pathRun(github, call);
  if (run.status === 'completed') throw new GithubError(409, 'Cannot cancel a workflow run that is completed.');
  const asked = { ...run, cancelRequestedAt: run.cancelRequestedAt ?? call.now };
  github.runs.put(call.project.id, asked);
  if (run.status === 'queued') moveRun(github, call.project.id, asked, 'completed', 'cancelled');
  return { status: 202, body: {} };
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

/** Queues the run again under its old id, as "Re-run all jobs" does. */
export function rerun(github: Github, project: number, run: RunDocument): RunDocument {
  const again = { ...run, attempt: run.attempt + 1, startedAt: github.core.clock.now(), cancelRequestedAt: null };
  return moveRun(github, project, again, 'queued', null);
}

/** Whether the API knows the run yet. */
export function isKnown(run: RunDocument, now: number): run is RunDocument & { createdAt: number } {
  return run.createdAt !== null && run.createdAt <= now;
}

function pathRun(github: Github, call: GithubCall): RunDocument & { createdAt: number } {
  const id = Number(call.params.run);
  const run = Number.isSafeInteger(id) ? github.runs.get(call.project.id, id) : undefined;
  if (!run || !isKnown(run, call.now)) throw notFound();
  return run;
}

/** Both have outgrown 31 bits at the vendor; a client that can't hold them is to fail here. */
const FIRST_RUN_ID = 31_000_000_001;
const FIRST_CHECK_RUN_ID = 92_000_000_001;
