import { configOf } from '../config.ts';
import type { Deps } from '../deps.ts';
import { depsOf } from '../deps-of.ts';
import type { Logger } from '../ports/logger.ts';
import { type ControlPlane, TEST_VARS } from './control-plane.ts';

const SILENT: Logger = { info() {}, warn() {}, error() {}, with: () => SILENT };

/** The settings that wrangler.jsonc gives the Worker and the tests leave as they are. */
const DEFAULTS = { GITHUB_REF: 'main', OIDC_AUDIENCE: 'prego-control-plane' };

/**
 * The edges of a use case that a test calls itself, at a time of its choosing: the Worker's own D1, queue and R2, and GitHub
 * where `vars` says. `more` replaces an edge.
 */
export async function testDeps(
  cp: ControlPlane,
  vars: Record<string, string>,
  now: number,
  more: Partial<Deps> = {},
): Promise<Deps> {
  const env = { ...cp.env, ...DEFAULTS, ...TEST_VARS, ...vars };
  const deps = await depsOf(env, () => undefined, SILENT);
  // Read by name: `workflows` is made when it is first asked for.
  return { ...deps, config: configOf(env), workflows: more.workflows ?? deps.workflows, now, ...more };
}

/** A queue that brings nothing: whatever happens comes from the sweep. */
export const LOSES_ALL: Deps['queue'] = { nudge: () => Promise.resolve() };
