import type { Reply } from '../core/http.ts';
import { type GithubCall, need, pathRepository } from './call.ts';
import { GithubError } from './errors.ts';
import type { Github } from './github.ts';
import { attemptJobs } from './jobs.ts';
import { moveRun, pathRun, rerun } from './runs.ts';

/**
 * `POST …/actions/runs/{id}/cancel`: a run that waits ends at once. One that is under way is only asked to: it goes on
 * until whoever runs it ends it. Source of 409: technote-space/auto-cancel-redundant-workflow#68.
 */
export function cancelRun(github: Github, call: GithubCall): Reply {
  return stopRun(github, call, { kill: false });
}

/** `POST …/actions/runs/{id}/force-cancel`: the same, and nothing of it may go on, whatever its conditions say. */
export function forceCancelRun(github: Github, call: GithubCall): Reply {
  return stopRun(github, call, { kill: true });
}

/** `POST …/actions/runs/{id}/rerun` */
export function rerunRun(github: Github, call: GithubCall): Reply {
  return runAgain(github, call, { failedOnly: false });
}

/** `POST …/actions/runs/{id}/rerun-failed-jobs`: those that succeeded stay as they were, with their outputs. */
export function rerunFailedJobs(github: Github, call: GithubCall): Reply {
  return runAgain(github, call, { failedOnly: true });
}

function stopRun(github: Github, call: GithubCall, { kill }: { kill: boolean }): Reply {
  pathRepository(github, call);
  need(call, 'actions', 'write');
  const run = pathRun(github, call);
  if (run.status === 'completed') throw new GithubError(409, 'Cannot cancel a workflow run that is completed.');
  const asked = {
    ...run,
    cancelRequestedAt: run.cancelRequestedAt ?? call.now,
    killRequested: kill || run.killRequested === true,
  };
  github.runs.put(call.project.id, asked);
  if (run.status !== 'in_progress') moveRun(github, call.project.id, asked, 'completed', 'cancelled');
  return { status: 202, body: {} };
}

/** Source of the words: metabase/metabase#70916. */
function runAgain(github: Github, call: GithubCall, { failedOnly }: { failedOnly: boolean }): Reply {
  pathRepository(github, call);
  need(call, 'actions', 'write');
  const run = pathRun(github, call);
  if (run.status !== 'completed') throw new GithubError(403, 'This workflow is already running');
  const jobs = attemptJobs(github, call.project.id, run.id, run.attempt);
  if (failedOnly && jobs.length > 0 && jobs.every(({ conclusion }) => conclusion === 'success')) {
    throw new GithubError(403, 'This workflow run cannot be retried');
  }
  rerun(github, call.project.id, run, { failedOnly });
  return { status: 201, body: {} };
}
