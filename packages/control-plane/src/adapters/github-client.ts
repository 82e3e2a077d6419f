import { createPrivateKey } from 'node:crypto';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import type { Config } from '../config.ts';

/**
 * The version of GitHub's REST API whose answers we read; a dispatch answers the run's details from it on
 * (github.blog/changelog/2026-02-19-workflow-dispatch-api-now-returns-run-ids).
 */
const API_VERSION = '2026-03-10';

/** GitHub ends what takes it longer than 10 seconds (docs.github.com/en/rest, "Timeouts"). */
export const REQUEST_TIMEOUT_MS = 11_000;

/** A client that signs in with the App's key, or with the token where there is no App. */
export function githubClient({ apiUrl, app, token }: Config['github'], timeoutMs = REQUEST_TIMEOUT_MS): Octokit {
  const octokit = new Octokit({
    baseUrl: apiUrl,
    userAgent: 'prego-control-plane',
    ...(app ? { authStrategy: createAppAuth, auth: appAuth(app) } : token ? { auth: token } : {}),
  });
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = API_VERSION;
    options.request = { ...options.request, signal: AbortSignal.timeout(timeoutMs) };
  });
  return octokit;
}

function appAuth({ id, installationId, privateKey }: NonNullable<Config['github']['app']>) {
  return { appId: id, installationId, privateKey: asPkcs8(privateKey) };
}

/** GitHub gives out PKCS#1 keys, WebCrypto takes PKCS#8. A secret store may have spelled the line ends as `\n`. */
const asPkcs8 = (pem: string): string =>
  createPrivateKey(pem.replaceAll('\\n', '\n')).export({ type: 'pkcs8', format: 'pem' }).toString();
