import { Hono } from 'hono';
import { observed, type SandboxEnv, send } from '../core/http.ts';
import type { RunDocument } from './documents.ts';
import { errorReply, GithubError, wordFault } from './errors.ts';
import { type Github, ISSUER_PATH } from './github.ts';
import { CLAIMS_SUPPORTED, issuer, mintIdToken } from './id-token.ts';
import { publicKeys } from './oidc-keys.ts';

/** Where a job asks for its ID tokens; the run's id stands in the path, its secret in the header. */
const REQUEST_PATH = '/_services/pipelines/runs';

/**
 * The issuer of ID tokens, and where a run's jobs ask for them. Source: the discovery document and the calls of
 * `@actions/core`'s `getIDToken`, which appends `&audience=` to the URL that it was given.
 */
export function oidcApp(github: Github): Hono<SandboxEnv> {
  const { core } = github;
  const app = new Hono<SandboxEnv>().basePath('/_services');
  app.use(
    '*',
    observed(core, (fault) => wordFault(fault, core.clock.now())),
  );
  app.onError((error) => {
    if (error instanceof GithubError) return send(errorReply(error));
    console.error(error);
    return send(errorReply(new GithubError(500, 'Server Error')));
  });

  const below = ISSUER_PATH.replace('/_services', '');
  app.get(`${below}/.well-known/openid-configuration`, (c) =>
    c.json({
      issuer: issuer(github),
      jwks_uri: `${issuer(github)}/.well-known/jwks`,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      claims_supported: CLAIMS_SUPPORTED,
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    }),
  );
  app.get(`${below}/.well-known/jwks`, (c) => c.json(publicKeys(core)));
  app.get('/pipelines/runs/:run/idtoken', async (c) => {
    const [, token] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    const { project, run } = askingRun(github, Number(c.req.param('run')), token);
    const value = await mintIdToken(github, project, run, { audience: c.req.query('audience') });
    return c.json({ count: value.length, value });
  });
  app.all('*', (c) => {
    throw new GithubError(501, `The sandbox does not implement ${c.req.method} ${c.req.path}`);
  });
  return app;
}

/** What a job of the run finds in its environment, as far as it tells whose job it is. */
export function runEnvironment(github: Github, run: RunDocument): Record<string, string> {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${github.origin()}${REQUEST_PATH}/${run.id}/idtoken?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: run.requestToken,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: String(run.runNumber),
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_EVENT_NAME: run.event,
    GITHUB_REF: run.ref,
    GITHUB_SHA: run.sha,
  };
}

/** The run whose job asks. Its secret is good while the run is under way, as the vendor's is. */
function askingRun(github: Github, id: number, token: string | undefined): { project: number; run: RunDocument } {
  for (const { id: project } of github.core.projects.all()) {
    const run = Number.isSafeInteger(id) ? github.runs.get(project, id) : undefined;
    if (run && run.requestToken === token && run.status === 'in_progress') return { project, run };
  }
  throw new GithubError(401, 'The request token is not that of a run under way');
}
