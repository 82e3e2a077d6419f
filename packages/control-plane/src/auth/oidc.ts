import { WORKFLOW_OF } from '@prego/contracts';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { keysOf } from './issuer-keys.ts';

/** The workflows that are dispatched for a job: their runs claim an attempt token. */
export const RUN_WORKFLOWS: readonly string[] = [...new Set(Object.values(WORKFLOW_OF))];
/** The workflows that run by schedule and report what they saw. */
export const AUTOMATION_WORKFLOWS = ['inventory.yml', 'drift.yml'] as const;

/** What we take of a token of GitHub's (docs.github.com/en/actions/reference/security/oidc). Every number comes as a string. */
const RunClaims = z.object({
  run_id: z.coerce.number().int().positive(),
  run_attempt: z.coerce.number().int().positive().optional(),
  repository: z.string(),
  repository_id: z.string(),
  ref: z.string(),
  job_workflow_ref: z.string(),
});

/** Which run of which workflow a token speaks for. */
export type RunToken = z.infer<typeof RunClaims> & {
  /** The workflow's file, such as `provision-tenant.yml`. */
  readonly workflow: string;
};

/**
 * Checks the OIDC token of a workflow run: signature, issuer, audience, time, repository, ref and that the workflow is one
 * of `workflows`. Throws `unauthorized` or, for another workflow of ours, `forbidden`, naming the claim;
 * `unavailable` where the issuer's keys can't be had. That the run is the one of a job is the caller's to check.
 */
export async function verifyRunToken(
  deps: Pick<Deps, 'config' | 'log' | 'now'>,
  oidcToken: string,
  workflows: readonly string[] = RUN_WORKFLOWS,
): Promise<RunToken> {
  const { issuer } = deps.config.oidc;
  const parsed = RunClaims.safeParse(await signedClaims(deps, issuer, oidcToken));
  if (!parsed.success) throw refusedClaim(String(parsed.error.issues[0]?.path[0]));
  const claims = parsed.data;
  const { owner, repo, repositoryId, ref: branch } = deps.config.github;
  // A repository that is deleted leaves its name to whoever takes it; its id is never given again.
  if (repositoryId !== undefined && claims.repository_id !== repositoryId) throw refusedClaim('repository_id');
  if (repositoryId === undefined && claims.repository !== `${owner}/${repo}`) throw refusedClaim('repository');
  const ref = fullRef(branch);
  if (claims.ref !== ref) throw refusedClaim('ref');
  const workflow = workflows.find(
    (file) => claims.job_workflow_ref === `${owner}/${repo}/.github/workflows/${file}@${ref}`,
  );
  if (!workflow) {
    throw new ApiError(
      'forbidden',
      `The claim job_workflow_ref of the run's token is none of ${workflows.join(', ')}.`,
    );
  }
  return { ...claims, workflow };
}

/** `main` and `refs/heads/main` are the same branch to us; a tag is given in full. */
const fullRef = (ref: string): string => (ref.startsWith('refs/') ? ref : `refs/heads/${ref}`);

async function signedClaims(
  { config, log, now }: Pick<Deps, 'config' | 'log' | 'now'>,
  issuer: string,
  token: string,
): Promise<JWTPayload> {
  // Asked for only once the token is well-formed, so that no nonsense makes us call the issuer.
  const getKey: JWTVerifyGetKey = async (header, jws) => (await keysOf(issuer))(header, jws);
  try {
    const { payload } = await jwtVerify(token, getKey, {
      issuer,
      audience: config.oidc.audience,
      // The only one that GitHub signs with; none that takes the public key for a shared secret.
      algorithms: ['RS256'],
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
      throw refusedClaim(error.claim);
    }
    if (isRefusal(error)) throw new ApiError('unauthorized', `The run's token is not signed by ${issuer}.`);
    log.error('the keys of the OIDC issuer cannot be read', { issuer, error: String(error) });
    throw new ApiError('unavailable', 'The keys that the OIDC token is checked with could not be read.');
  }
}

/** What is wrong with the token itself; everything else went wrong on the way to the issuer. */
const isRefusal = (error: unknown): boolean =>
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys;

const refusedClaim = (claim: string): ApiError =>
  new ApiError('unauthorized', `The claim ${claim} of the run's OIDC token is not what is expected of a run of ours.`);
