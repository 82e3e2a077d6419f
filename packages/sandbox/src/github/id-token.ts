import { SignJWT } from 'jose';
import type { RepositoryDocument, RunDocument } from './documents.ts';
import { type Github, ISSUER_PATH, ownerOf, repositoryOf } from './github.ts';
import { foreignKey, signingKey } from './oidc-keys.ts';

/** Seconds, as the example in GitHub's docs ("OpenID Connect") has them: good for 5 minutes, and for 10 in the past. */
const GOOD_FOR_S = 300;
const GOOD_BEFORE_S = 600;

export type Claims = Record<string, unknown>;

export interface IdTokenWish {
  /** Absent: the URL of the repository's owner, as the vendor has it. */
  audience?: string | undefined;
  /** Put over the true claims; a claim of `null` is left out. For tokens that must be refused. */
  claims?: Claims | undefined;
  /** Signed by a key that the issuer does not show. */
  foreign?: boolean | undefined;
}

export function issuer(github: Github): string {
  return `${github.origin()}${ISSUER_PATH}`;
}

/** A signed ID token of the run, as one of its jobs gets it. */
export async function mintIdToken(github: Github, project: number, run: RunDocument, wish: IdTokenWish) {
  const { kid, key } = wish.foreign ? foreignKey(github.core) : signingKey(github.core);
  const claims = { ...claimsOf(github, project, run, wish.audience), ...wish.claims };
  const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
  return await new SignJWT(kept).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(key);
}

/** All claims but the times are texts. Source: GitHub docs, "OpenID Connect reference". */
function claimsOf(github: Github, project: number, run: RunDocument, audience: string | undefined): Claims {
  const repository = repositoryOf(github, project);
  const owner = ownerOf(repository);
  const now = Math.floor(github.core.clock.now() / 1000);
  const workflowRef = `${repository.name}/.github/workflows/${run.name}@${run.ref}`;
  return {
    jti: uuid(github.core.randomHex(16)),
    sub: `repo:${immutableName(repository)}:ref:${run.ref}`,
    aud: audience ?? `${github.origin()}/${owner}`,
    ref: run.ref,
    ref_protected: 'false',
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: run.sha,
    repository: repository.name,
    repository_id: String(repository.id),
    repository_owner: owner,
    repository_owner_id: String(repository.ownerId),
    repository_visibility: 'private',
    run_id: String(run.id),
    run_number: String(run.runNumber),
    run_attempt: String(run.attempt),
    runner_environment: 'github-hosted',
    check_run_id: String(run.checkRun),
    actor: owner,
    actor_id: String(repository.ownerId),
    workflow: github.workflows.get(project, run.workflow)?.title ?? run.name,
    workflow_ref: workflowRef,
    workflow_sha: run.sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: run.sha,
    head_ref: '',
    base_ref: '',
    event_name: run.event,
    iss: issuer(github),
    nbf: now - GOOD_BEFORE_S,
    exp: now + GOOD_FOR_S,
    iat: now,
  };
}

/** Owner and name with their ids: so for every repository made since 2026-07-15. Source: github/docs#45221. */
function immutableName({ name, id, ownerId }: RepositoryDocument): string {
  const [owner, own] = name.split('/');
  return `${owner}@${ownerId}/${own}@${id}`;
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What the discovery document says that tokens may claim; the vendor's list names a few more that ours never have. */
export const CLAIMS_SUPPORTED = [
  ...['sub', 'aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'ref', 'sha', 'repository', 'repository_id'],
  ...['repository_owner', 'repository_owner_id', 'run_id', 'run_number', 'run_attempt', 'actor', 'actor_id'],
  ...['workflow', 'workflow_ref', 'workflow_sha', 'head_ref', 'base_ref', 'event_name', 'ref_type', 'ref_protected'],
  ...['job_workflow_ref', 'job_workflow_sha', 'repository_visibility', 'runner_environment', 'check_run_id'],
];
