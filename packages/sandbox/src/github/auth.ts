import type { MiddlewareHandler } from 'hono';
import { send } from '../core/http.ts';
import type { Project } from '../core/projects.ts';
import { appGrant } from './app-auth.ts';
import type { GithubEnv, Grant } from './call.ts';
import type { TokenDocument } from './documents.ts';
import { errorReply, GithubError } from './errors.ts';
import { API_PATH, type Github } from './github.ts';
import { rateLimitHeaders } from './rate-limit.ts';

/** What a token or a signed request opens, and whose it is. */
export interface Opened {
  project: Project;
  grant: Grant;
}

/** The vendor takes both words. Source: GitHub docs, "Authenticating to the REST API". */
const AUTHORIZATION = /^(?:bearer|token) +(\S+)$/i;

/**
 * Opens the project that the token belongs to, by its own token or as an app's installation. Below `/app` an app
 * signs its requests itself.
 */
export function authenticated(github: Github): MiddlewareHandler<GithubEnv> {
  return async (c, next) => {
    const [, token] = AUTHORIZATION.exec(c.req.header('authorization') ?? '') ?? [];
    const asApp = c.req.path.startsWith(`${API_PATH}/app/`);
    if (token === undefined && !asApp) throw new GithubError(401, 'Requires authentication');
    const opened = asApp ? await appGrant(github, token ?? '') : tokenGrant(github, token as string);
    c.set('project', opened.project);
    c.set('grant', opened.grant);
    await next();
  };
}

/** Tells every client of its budget, and refuses it where that is used up. Asking for the budget costs nothing. */
export function rateLimited({ rateLimits, core }: Github): MiddlewareHandler<GithubEnv> {
  return async (c, next) => {
    const now = core.clock.now();
    const { owner } = c.get('grant');
    const free = c.req.path === `${API_PATH}/rate_limit`;
    const budget = free ? rateLimits.look(owner, now) : rateLimits.take(owner, now);
    if (budget.allowed || free) await next();
    else c.res = send(errorReply(new GithubError(403, `API rate limit exceeded for ${owner}.`)));
    for (const [name, value] of Object.entries(rateLimitHeaders(budget))) c.res.headers.set(name, value);
  };
}

/** Whose budgets a project's requests use up: its user's, and those of its apps' installations. */
export function budgetOwners(github: Github, project: number): string[] {
  return [userOf(project), ...github.apps.list(project).map(({ installation }) => installationOwner(installation))];
}

function userOf(project: number): string {
  return `user ID ${project}`;
}

function installationOwner(installation: number): string {
  return `installation ID ${installation}`;
}

function tokenGrant(github: Github, text: string): Opened {
  const now = github.core.clock.now();
  for (const project of github.core.projects.all()) {
    const token = github.tokens.get(project.id, text);
    if (token && (token.expiresAt === null || now < token.expiresAt))
      return { project, grant: grantOf(project, token) };
  }
  throw new GithubError(401, 'Bad credentials');
}

function grantOf(project: Project, { installation, permissions }: TokenDocument): Grant {
  return { owner: installation === null ? userOf(project.id) : installationOwner(installation), permissions };
}
