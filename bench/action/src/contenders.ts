import { fileURLToPath } from 'node:url';
import type { Launch } from './launch.ts';

export const DIST = fileURLToPath(new URL('../../../packages/action/dist/', import.meta.url));
export const MAIN = `${DIST}main/index.js`;

/** What a step gives the action that uses a node which is there, as the runner hands it on. */
const INPUTS = {
  command: 'provision',
  control_plane_token: 'bench-token-that-opens-nothing',
  job_id: 'job_0123456789abcdef',
  tenant_id: 'bench',
  region: 'sg',
  create_new_server: 'false',
  target_server_id: 'sg-s-7k2m9qxa',
  subdomain_slug: 'bench',
  canonical_hostname: 'bench.example.com',
};

/** As the runner starts an action, with the control plane at `url`. */
const step = (script: string, url: string): Launch => ({
  args: [script],
  env: Object.fromEntries(
    Object.entries({ ...INPUTS, control_plane_url: url }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]),
  ),
});

/** Which processes are compared. Bare node runs to its end, the others to their first request. */
export interface Contenders {
  readonly 'node -e 0': Launch;
  readonly 'node, one request': Launch;
  readonly '@actions/core and zod': Launch;
  readonly 'this action': Launch;
}
export const NAMES = ['node -e 0', 'node, one request', '@actions/core and zod', 'this action'] as const;

export function contenders(url: string, peer: string): Contenders {
  return {
    'node -e 0': { args: ['-e', '0'], env: {} },
    'node, one request': { args: ['-e', `require('node:http').get('${url}')`], env: {} },
    '@actions/core and zod': step(peer, url),
    'this action': step(MAIN, url),
  };
}

/** A step without any inputs, which says so: all of a bundle's start, whatever it is for. */
export const withoutInputs = (script: string): Launch => ({ args: [script], env: {} });
