import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { observed, type Reply, type SandboxEnv, send, serve } from '../core/http.ts';
import { authenticated, rateLimited } from './auth.ts';
import type { GithubCall, GithubEnv } from './call.ts';
import { dispatchWorkflow } from './dispatch.ts';
import { errorReply, GithubError, wordFault } from './errors.ts';
import { API_PATH, type Github } from './github.ts';
import { createInstallationToken } from './installation-tokens.ts';
import { createComment, getUser, listComments, updateComment } from './issue-comments.ts';
import { getJob, listJobs } from './jobs.ts';
import { getJobLogs, getRunLogs } from './log-files.ts';
import { showRateLimit } from './rate-limit.ts';
import { cancelRun, forceCancelRun, rerunFailedJobs, rerunRun } from './run-actions.ts';
import { listRuns, listWorkflowRuns } from './run-list.ts';
import { getRun } from './runs.ts';
import { getRepository } from './show-repository.ts';

const REPOSITORY = '/repos/:owner/:repo';

/** The same lists by the repository's id: there a list's links lead. */
const REPOSITORY_BY_ID = '/repositories/:repositoryId';

/** The first is meant where a request names none. Source: GitHub docs, "API Versions". */
const API_VERSIONS = ['2022-11-28', '2026-03-10'];

/** The emulated GitHub REST API. Every route stands here; all others answer 501 with their name. */
export function githubApp(github: Github): Hono<SandboxEnv> {
  const { core } = github;
  const app = new Hono<GithubEnv>().basePath(API_PATH);
  const on = (handler: (github: Github, call: GithubCall) => Reply) => (c: Context<GithubEnv>) =>
    serve(core, (call) => handler(github, { ...call, grant: c.get('grant'), apiVersion: c.get('apiVersion') }))(
      c as unknown as Context<SandboxEnv>,
    );

  app.use('*', dressed(github));
  app.use(
    '*',
    observed(core, (fault) => wordFault(fault, core.clock.now())) as unknown as MiddlewareHandler<GithubEnv>,
  );
  app.use('*', wellFormed, authenticated(github), rateLimited(github));
  app.onError((error) => {
    if (error instanceof GithubError) return send(errorReply(error));
    console.error(error);
    return send(errorReply(new GithubError(500, 'Server Error')));
  });

  app.get('/rate_limit', on(getRateLimit));
  app.post('/app/installations/:installation/access_tokens', on(createInstallationToken));
  app.get(REPOSITORY, on(getRepository));
  for (const repository of [REPOSITORY, REPOSITORY_BY_ID]) {
    app.get(`${repository}/actions/runs`, on(listRuns));
    app.get(`${repository}/actions/workflows/:workflow/runs`, on(listWorkflowRuns));
  }
  app.get(`${REPOSITORY}/actions/runs/:run`, on(getRun));
  app.get(`${REPOSITORY}/actions/runs/:run/jobs`, on(listJobs));
  app.get(`${REPOSITORY}/actions/runs/:run/logs`, on(getRunLogs));
  app.post(`${REPOSITORY}/actions/runs/:run/cancel`, on(cancelRun));
  app.post(`${REPOSITORY}/actions/runs/:run/force-cancel`, on(forceCancelRun));
  app.post(`${REPOSITORY}/actions/runs/:run/rerun`, on(rerunRun));
  app.post(`${REPOSITORY}/actions/runs/:run/rerun-failed-jobs`, on(rerunFailedJobs));
  app.get(`${REPOSITORY}/actions/jobs/:job`, on(getJob));
  app.get(`${REPOSITORY}/actions/jobs/:job/logs`, on(getJobLogs));
  app.post(`${REPOSITORY}/actions/workflows/:workflow/dispatches`, on(dispatchWorkflow));
  app.get('/user', on(getUser));
  app.get(`${REPOSITORY}/issues/:issue/comments`, on(listComments));
  app.get(`${REPOSITORY_BY_ID}/issues/:issue/comments`, on(listComments));
  app.post(`${REPOSITORY}/issues/:issue/comments`, on(createComment));
  app.patch(`${REPOSITORY}/issues/comments/:comment`, on(updateComment));
  app.all('*', (c) => {
    throw new GithubError(501, `The sandbox does not implement ${c.req.method} ${c.req.path}`);
  });
  return app as unknown as Hono<SandboxEnv>;
}

function getRateLimit({ rateLimits }: Github, { grant, now }: GithubCall): Reply {
  return { status: 200, body: showRateLimit(rateLimits.look(grant.owner, now)) };
}

/** What every answer of the vendor's carries. `Date` is sandbox time: by it octokit signs an app's requests. */
function dressed({ core }: Github): MiddlewareHandler<GithubEnv> {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('date', new Date(core.clock.now()).toUTCString());
    headers.set('x-github-request-id', core.randomHex(16).toUpperCase());
    headers.set('x-github-media-type', 'github.v3; format=json');
    headers.set('x-github-api-version-selected', c.get('apiVersion') ?? (API_VERSIONS[0] as string));
    if (headers.has('content-type')) headers.set('content-type', 'application/json; charset=utf-8');
  };
}

/**
 * Refuses requests that the vendor looks no further at: without a user agent (workerd's `fetch` sends none by
 * itself), of an unknown version, or with a body that is not JSON. Source: GitHub docs, "Getting started with the REST API".
 */
const wellFormed: MiddlewareHandler<GithubEnv> = async (c, next) => {
  if (!c.req.header('user-agent')) {
    const words = 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header';
    throw new GithubError(403, words);
  }
  const version = c.req.header('x-github-api-version') ?? (API_VERSIONS[0] as string);
  if (!API_VERSIONS.includes(version)) {
    throw new GithubError(400, `X-GitHub-Api-Version ${version} is none of ${API_VERSIONS.join(', ')}`);
  }
  c.set('apiVersion', version);
  if (!isJson(c.get('bodyText'))) throw new GithubError(400, 'Problems parsing JSON');
  await next();
};

function isJson(text: string): boolean {
  try {
    return text === '' || JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}
