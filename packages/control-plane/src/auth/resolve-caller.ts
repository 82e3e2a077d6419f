import { OPERATOR_KEY_PREFIX } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Caller, CallerKind } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { jobAttempts } from '../store/tables/jobs.ts';
import { nodes } from '../store/tables/nodes.ts';
import { digestHex } from './digest.ts';
import { readLaunchToken } from './launch-token.ts';
import { isVersionTaken, readNodeToken } from './node-token.ts';
import { AUTOMATION_WORKFLOWS, verifyRunToken } from './oidc.ts';
import { operatorNameOf } from './operator-key.ts';
import { isOneOf } from './same-secret.ts';

type Known = Exclude<CallerKind, 'open'>;
/** Whoever a credential speaks for. Only an attempt can be over and still known. */
export type Resolved = { readonly caller: Caller; readonly ended?: boolean };

/** What a credential gives itself out for. A key is compared; a token says it by its form. */
export function claimedKind({ operator, gateway }: Deps['config']['keys'], credential: string): Known {
  if (isOneOf(credential, operator)) return 'operator';
  if (isOneOf(credential, gateway)) return 'gateway';
  if (credential.startsWith(OPERATOR_KEY_PREFIX)) return 'operator';
  if (credential.startsWith('node.')) return 'node';
  if (credential.startsWith('launch.')) return 'launch';
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential)) return 'automation';
  return 'attempt';
}

/** Proves a credential to be of the kind that it claims. Throws `unauthorized`, and what `verifyRunToken` throws. */
export async function resolveCaller(deps: Deps, kind: Known, credential: string): Promise<Resolved> {
  if (kind === 'operator') return { caller: await operatorOf(deps, credential) };
  if (kind === 'attempt') return await attemptOf(deps, credential);
  if (kind === 'automation') return { caller: await automationOf(deps, credential) };
  if (kind === 'node') return { caller: await nodeOf(deps, credential) };
  if (kind === 'launch') return { caller: await launchOf(deps, credential) };
  return { caller: { kind } };
}

async function operatorOf(deps: Deps, credential: string): Promise<Caller> {
  if (isOneOf(credential, deps.config.keys.operator)) return { kind: 'operator' };
  return { kind: 'operator', name: await operatorNameOf(deps, credential) };
}

async function attemptOf({ db, now }: Deps, token: string): Promise<Resolved> {
  const [row] = await db
    .select()
    .from(jobAttempts)
    .where(eq(jobAttempts.token_hash, await digestHex(token)));
  if (!row) throw unknownCredential();
  if ((row.token_expires_at ?? 0) <= now) throw new ApiError('unauthorized', 'The attempt token has expired.');
  return {
    caller: { kind: 'attempt', job_id: row.job_id, attempt: row.attempt },
    ended: row.ended_at !== null,
  };
}

async function automationOf(deps: Deps, token: string): Promise<Caller> {
  const { workflow } = await verifyRunToken(deps, token, AUTOMATION_WORKFLOWS);
  return { kind: 'automation', workflow: workflow.replace('.yml', '') };
}

async function nodeOf({ config, db }: Deps, token: string): Promise<Caller> {
  const said = await readNodeToken(config.keys.node, token);
  if (!said) throw unknownCredential();
  const [row] = await db
    .select({ token_version: nodes.token_version })
    .from(nodes)
    .where(eq(nodes.node_id, said.node_id));
  if (!row || !isVersionTaken(said.version, row.token_version)) throw unknownCredential();
  return { kind: 'node', node_id: said.node_id };
}

async function launchOf({ config, now }: Deps, token: string): Promise<Caller> {
  const said = await readLaunchToken(config.keys.launch, token, now);
  if (!said) throw unknownCredential();
  if (said.expired) throw new ApiError('unauthorized', 'The Launch link has expired: ask support for a new one.');
  return { kind: 'launch', tenant_id: said.tenant_id };
}

const unknownCredential = () => new ApiError('unauthorized', 'The credential is not known.');
