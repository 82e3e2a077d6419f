import type { PullRequest } from './pull-request.ts';

/** A comment as GitHub lists it, as far as it matters. */
interface Comment {
  readonly id: number;
  readonly body?: string | undefined;
  readonly user: { readonly login: string; readonly type: string } | null;
}

export type Commented = 'created' | 'updated';

/** GitHub refuses a comment of more characters (reg-viz/reg-actions#123, telia-oss/github-pr-resource#259). */
export const COMMENT_LENGTH = 65_536;

const CUT_NOTE =
  '\n\n_The rest is left out: GitHub takes 65,536 characters. All of it is in the summary of the run._\n';

/** `body` as GitHub takes it: cut at a line's end where it is too long, and saying so. */
export function cutComment(body: string): string {
  if (body.length <= COMMENT_LENGTH) return body;
  const room = COMMENT_LENGTH - CUT_NOTE.length;
  const end = body.lastIndexOf('\n', room);
  return body.slice(0, end < 0 ? room : end) + CUT_NOTE;
}

/**
 * Writes `body` as the one comment of ours that bears the marker: in place of the one that is there, else as a new one. A comment is
 * ours by its author too: anyone can paste a marker. Throws octokit's RequestError.
 */
export async function writeOneComment(
  token: string,
  { apiUrl, owner, repo, number }: PullRequest,
  { marker, body }: { readonly marker: string; readonly body: string },
): Promise<Commented> {
  // Only here: it takes its time to load, and most commands never comment.
  const { getOctokit } = await import('@actions/github');
  const { rest, paginate } = getOctokit(token, { baseUrl: apiUrl });
  const text = cutComment(`${marker}\n${body}`);
  const isOurs = byAuthor(await loginOf(rest));
  const all: Comment[] = await paginate(rest.issues.listComments, { owner, repo, issue_number: number, per_page: 100 });
  const known = all.find((comment) => isOurs(comment) && comment.body?.startsWith(marker));
  if (known) {
    const updated = await rest.issues.updateComment({ owner, repo, comment_id: known.id, body: text }).then(
      () => true,
      // Deleted meanwhile, or another bot's.
      (error: unknown) => {
        if (statusOf(error) === 404 || statusOf(error) === 403) return false;
        throw error;
      },
    );
    if (updated) return 'updated';
  }
  await rest.issues.createComment({ owner, repo, issue_number: number, body: text });
  return 'created';
}

type Rest = ReturnType<typeof import('@actions/github')['getOctokit']>['rest'];

/** Whose the token is; undefined for a workflow's own and for an app's, which may not ask. */
async function loginOf(rest: Rest): Promise<string | undefined> {
  try {
    return (await rest.users.getAuthenticated()).data.login;
  } catch (error) {
    if (statusOf(error) === 403 || statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** A workflow's token writes as `github-actions[bot]`, an app's as that app: which of them we are can't be asked. */
const byAuthor =
  (login: string | undefined) =>
  ({ user }: Comment): boolean =>
    login === undefined ? user?.type === 'Bot' : user?.login === login;

/** The HTTP status of octokit's RequestError; known by its name, as a bundle may have two of it. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error ? Number(error.status) : undefined;
}
