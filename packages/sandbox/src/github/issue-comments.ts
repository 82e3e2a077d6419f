import type { components } from '@octokit/openapi-types';
import { z } from 'zod';
import type { Reply } from '../core/http.ts';
import type { Collection } from '../core/store.ts';
import { isoZulu } from './answer-time.ts';
import { type GithubCall, pathRepository } from './call.ts';
import type { RepositoryDocument } from './documents.ts';
import { GithubError, notFound } from './errors.ts';
import { API_PATH, type Github } from './github.ts';
import { pageOf } from './paging.ts';
import { nodeId, showOwner } from './show-repository.ts';

/** A comment; `name` is the number of the issue or pull request, which is taken for granted. */
interface CommentDocument {
  id: number;
  name: string;
  body: string;
  byBot: boolean;
  createdAt: number;
  updatedAt: number;
}

/** They have long outgrown 31 bits at the vendor; a client that can't hold them is to fail here. */
const FIRST_ID = 3_500_000_001;
/** Source of number and words: reg-viz/reg-actions#123, telia-oss/github-pr-resource#259. */
const MOST_CHARACTERS = 65_536;

const Body = z.object({ body: z.string().min(1) });

/** `GET /user`: whose the token is. Only a person's may ask. */
export function getUser(github: Github, call: GithubCall): Reply {
  if (call.grant.permissions !== null) throw forbidden();
  const [repository] = github.repositories.list(call.project.id);
  return { status: 200, body: { ...showOwner(github, repository as RepositoryDocument), type: 'User' } };
}

/** `GET …/issues/{number}/comments`: the oldest first. */
export function listComments(github: Github, call: GithubCall): Reply {
  const repository = pathRepository(github, call);
  allow(call, 'read');
  const issue = String(call.params.issue);
  const all = comments(github).listByName(call.project.id, issue);
  const here = `${github.origin()}${API_PATH}/repositories/${repository.id}/issues/${issue}/comments`;
  const { items, link } = pageOf(
    all.sort((a, b) => a.id - b.id),
    call.query,
    here,
  );
  const shown = items.map((comment) => show(github, repository, comment));
  return { status: 200, body: shown, ...(link !== undefined && { headers: { link } }) };
}

/** `POST …/issues/{number}/comments` */
export function createComment(github: Github, call: GithubCall): Reply {
  const repository = pathRepository(github, call);
  allow(call, 'write');
  const comment = comments(github).put(call.project.id, {
    id: github.core.store.next('github_issue_comment', FIRST_ID),
    name: String(call.params.issue),
    body: bodyOf(call),
    byBot: call.grant.permissions !== null,
    createdAt: call.now,
    updatedAt: call.now,
  });
  return { status: 201, body: show(github, repository, comment) };
}

/** `PATCH …/issues/comments/{id}`: that of another only with the rights of a person. */
export function updateComment(github: Github, call: GithubCall): Reply {
  const repository = pathRepository(github, call);
  allow(call, 'write');
  const known = comments(github).get(call.project.id, Number(call.params.comment));
  if (!known) throw notFound();
  if (call.grant.permissions !== null && !known.byBot) throw forbidden();
  const updated = comments(github).put(call.project.id, { ...known, body: bodyOf(call), updatedAt: call.now });
  return { status: 200, body: show(github, repository, updated) };
}

const comments = ({ core }: Github): Collection<CommentDocument> => core.store.collection('github_issue_comment');

/** Either permission does. Source: GitHub docs, "Permissions required for fine-grained personal access tokens". */
function allow(call: GithubCall, access: 'read' | 'write'): void {
  const { permissions } = call.grant;
  const granted = [permissions?.issues, permissions?.pull_requests];
  if (permissions === null || granted.includes('write') || granted.includes(access)) return;
  throw forbidden();
}

const forbidden = (): GithubError => new GithubError(403, 'Resource not accessible by integration');

function bodyOf({ body }: GithubCall): string {
  const parsed = Body.safeParse(body);
  const refused = (message: string) =>
    new GithubError(422, 'Validation Failed', [
      { resource: 'IssueComment', code: 'unprocessable', field: 'data', message },
    ]);
  if (!parsed.success) throw refused("Body can't be blank");
  if (parsed.data.body.length > MOST_CHARACTERS)
    throw refused(`Body is too long (maximum is ${MOST_CHARACTERS} characters)`);
  return parsed.data.body;
}

/** All installations speak as a workflow's own token does. */
function show(
  github: Github,
  repository: RepositoryDocument,
  { id, name: issue, body, byBot, createdAt, updatedAt }: CommentDocument,
): components['schemas']['issue-comment'] {
  const api = `${github.origin()}${API_PATH}/repos/${repository.name}`;
  const owner = showOwner(github, repository);
  const bot = { ...owner, login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' };
  return {
    id,
    node_id: nodeId('IssueComment', id),
    url: `${api}/issues/comments/${id}`,
    html_url: `${github.origin()}/${repository.name}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${api}/issues/${issue}`,
    body,
    user: byBot ? bot : { ...owner, type: 'User' },
    created_at: isoZulu(createdAt),
    updated_at: isoZulu(updatedAt),
    author_association: byBot ? 'NONE' : 'OWNER',
  };
}
