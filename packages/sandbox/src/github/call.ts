import type { Call, SandboxEnv } from '../core/http.ts';
import type { AppDocument, Permissions, RepositoryDocument } from './documents.ts';
import { GithubError, notFound } from './errors.ts';
import { type Github, repositoryOf } from './github.ts';

/** What the request's token opens. */
export interface Grant {
  /** Whose budget of requests it uses up. */
  owner: string;
  /** Null where everything is allowed. */
  permissions: Permissions | null;
  /** The app that signed the request itself; undefined for a request with a token. */
  app?: AppDocument;
}

export interface GithubEnv extends SandboxEnv {
  Variables: SandboxEnv['Variables'] & { grant: Grant; apiVersion: string };
}

export interface GithubCall extends Call {
  grant: Grant;
  apiVersion: string;
}

/** Refuses a token without this permission, in the vendor's words. */
export function need(call: GithubCall, permission: string, access: 'read' | 'write'): void {
  const granted = call.grant.permissions?.[permission];
  if (call.grant.permissions === null || granted === 'write' || granted === access) return;
  throw new GithubError(403, 'Resource not accessible by integration');
}

/** The repository that the path names, by owner and name in any case, or by id as the links of a list do. */
export function pathRepository(github: Github, call: GithubCall): RepositoryDocument {
  const repository = repositoryOf(github, call.project.id);
  const { owner, repo, repositoryId } = call.params;
  const named = repositoryId === undefined ? `${owner}/${repo}`.toLowerCase() : repositoryId;
  if (named !== repository.name.toLowerCase() && named !== String(repository.id)) throw notFound();
  return repository;
}
