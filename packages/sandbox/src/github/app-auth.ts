import { createPublicKey } from 'node:crypto';
import { compactVerify, decodeJwt, type JWTPayload } from 'jose';
import type { Project } from '../core/projects.ts';
import type { Opened } from './auth.ts';
import type { AppDocument } from './documents.ts';
import { GithubError } from './errors.ts';
import type { Github } from './github.ts';

/** The longest that an app's own signature may be good for. Source: GitHub docs, "Generating a JSON Web Token (JWT) for a GitHub App". */
const MAX_AHEAD_S = 600;

/** The vendor's clock and a client's are seldom the same. `octokit/auth-app` sets `iat` half a minute back. */
const LEEWAY_S = 5;

/**
 * What a request signed by an app opens. Refusals are in the words that clients look for (octokit/auth-app signs
 * anew on those about time, by our `Date`); 404 for an app that is not known: octokit/rest.js#218.
 */
export async function appGrant(github: Github, jwt: string): Promise<Opened> {
  const payload = decoded(jwt);
  const found = appsOf(github, payload.iss);
  if (found.length === 0) throw new GithubError(404, 'Integration not found');
  for (const { project, app } of found) {
    if (await isSignedBy(app, jwt)) {
      checkTimes(payload, github.core.clock.now() / 1000);
      return { project, grant: { owner: `app ID ${app.id}`, permissions: app.permissions, app } };
    }
  }
  throw undecodable();
}

function decoded(jwt: string): JWTPayload {
  try {
    return decodeJwt(jwt);
  } catch {
    throw undecodable();
  }
}

/** By its number, as text or not, or by its client id. The same app may be known to several projects. */
function appsOf(github: Github, issuer: unknown): { project: Project; app: AppDocument }[] {
  return github.core.projects.all().flatMap((project) =>
    github.apps
      .list(project.id)
      .filter((app) => String(issuer) === String(app.id) || issuer === app.clientId)
      .map((app) => ({ project, app })),
  );
}

async function isSignedBy({ publicKeys }: AppDocument, jwt: string): Promise<boolean> {
  for (const pem of publicKeys) {
    const verified = await compactVerify(jwt, createPublicKey(pem), { algorithms: ['RS256'] }).then(
      () => true,
      () => false,
    );
    if (verified) return true;
  }
  return false;
}

function checkTimes({ iat, exp }: JWTPayload, now: number): void {
  if (typeof exp !== 'number' || exp <= now) {
    const must = 'must be a numeric value representing the future time at which the assertion expires';
    throw new GithubError(401, `'Expiration time' claim ('exp') ${must}`);
  }
  if (exp > now + MAX_AHEAD_S + LEEWAY_S) {
    throw new GithubError(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  if (typeof iat !== 'number' || iat > now + LEEWAY_S) {
    const must = 'must be an Integer representing the time that the assertion was issued';
    throw new GithubError(401, `'Issued at' claim ('iat') ${must}`);
  }
}

function undecodable(): GithubError {
  return new GithubError(401, 'A JSON web token could not be decoded');
}
