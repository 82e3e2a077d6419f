import type { components } from '@octokit/openapi-types';
import type { Reply } from '../core/http.ts';
import { isoZulu } from './answer-time.ts';
import { type GithubCall, pathRepository } from './call.ts';
import type { RepositoryDocument } from './documents.ts';
import { API_PATH, type Github, ownerOf } from './github.ts';

type MinimalRepository = components['schemas']['minimal-repository'];
type User = components['schemas']['simple-user'];

/** The properties of a repository that are addresses below its own. */
const BELOW = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

/** `GET /repos/{owner}/{repo}` */
export function getRepository(github: Github, call: GithubCall): Reply {
  return { status: 200, body: showWholeRepository(github, pathRepository(github, call)) };
}

/** A repository as it stands inside other answers. */
export function showRepository(github: Github, repository: RepositoryDocument): MinimalRepository {
  const url = `${github.origin()}${API_PATH}/repos/${repository.name}`;
  const below = Object.fromEntries(Object.entries(BELOW).map(([name, path]) => [name, url + path]));
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name.split('/')[1] as string,
    full_name: repository.name,
    private: true,
    owner: showOwner(github, repository),
    html_url: `${github.origin()}/${repository.name}`,
    description: null,
    fork: false,
    url,
    ...(below as Record<keyof typeof BELOW, string>),
  };
}

/** The account that has the repository, and that does all that is done in it. */
export function showOwner(github: Github, repository: RepositoryDocument): User {
  const login = ownerOf(repository);
  const url = `${github.origin()}${API_PATH}/users/${login}`;
  return {
    login,
    id: repository.ownerId,
    node_id: nodeId('Organization', repository.ownerId),
    avatar_url: `${github.origin()}/avatars/u/${repository.ownerId}`,
    gravatar_id: '',
    url,
    html_url: `${github.origin()}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: 'Organization',
    site_admin: false,
  };
}

/** Opaque to clients; at the vendor too it is made of the kind and the id. */
export function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}

function showWholeRepository(github: Github, repository: RepositoryDocument): components['schemas']['full-repository'] {
  const shown = showRepository(github, repository);
  const created = isoZulu(repository.createdAt);
  const host = new URL(github.origin()).host;
  return {
    ...(shown as components['schemas']['full-repository']),
    git_url: `git://${host}/${repository.name}.git`,
    ssh_url: `git@${host}:${repository.name}.git`,
    clone_url: `${shown.html_url}.git`,
    svn_url: shown.html_url,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    visibility: 'private',
    archived: false,
    disabled: false,
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks: 0,
    forks_count: 0,
    network_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    size: 0,
    stargazers_count: 0,
    subscribers_count: 0,
    watchers: 0,
    watchers_count: 0,
    created_at: created,
    pushed_at: created,
    updated_at: created,
    permissions: { admin: false, maintain: false, push: true, triage: true, pull: true },
  };
}
