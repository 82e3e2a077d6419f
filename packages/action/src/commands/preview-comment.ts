import { statusOf, writeOneComment } from '../github/one-comment.ts';
import { pullRequestOf } from '../github/pull-request.ts';
import type { Io } from '../runner/io.ts';

const TITLE = 'Comment on the pull request';

/**
 * Writes the plan as the pull request's one comment: of this stack, or of all regions where `stack` is undefined. That it can't is told
 * and never fails the plan: a pull request from a fork has a token that may read only.
 */
export async function commentPlan(
  io: Io,
  token: string | undefined,
  stack: string | undefined,
  markdown: string,
): Promise<void> {
  if (token === undefined) return;
  const pull = await pullRequestOf(io);
  if (!pull) {
    io.info('This run is for no pull request: the plan stands in the summary only.');
    return;
  }
  const marker = `<!-- prego:preview${stack === undefined ? '' : `:${stack}`} -->`;
  try {
    const done = await writeOneComment(token, pull, { marker, body: io.masked(markdown) });
    io.info(`Comment on pull request ${pull.number}: ${done}.`);
  } catch (error) {
    if (statusOf(error) === 403) {
      io.notice(
        'The token may not comment, as that of a pull request from a fork: the plan stands in the summary only. Otherwise give the job `pull-requests: write`.',
        TITLE,
      );
      return;
    }
    const why = error instanceof Error ? error.message : String(error);
    io.warning(`GitHub did not take the plan as a comment: ${why}. It stands in the summary.`, TITLE);
  }
}
