import { ApiError } from './api-error.ts';

/** Who makes a request, as the credential says. */
export type Caller =
  | { readonly kind: 'open' }
  /** By a key of their own, which has a name; without one by INTERNAL_API_KEY. */
  | { readonly kind: 'operator'; readonly name?: string }
  | { readonly kind: 'gateway' }
  | { readonly kind: 'attempt'; readonly job_id: string; readonly attempt: number }
  /** A scheduled workflow, by its file's name. */
  | { readonly kind: 'automation'; readonly workflow: string }
  | { readonly kind: 'node'; readonly node_id: string }
  | { readonly kind: 'launch'; readonly tenant_id: string };

export type CallerKind = Caller['kind'];

/** As an audit row names the caller. */
export function actorOf(caller: Caller): string {
  if (caller.kind === 'operator' && caller.name !== undefined) return `operator ${caller.name}`;
  if (caller.kind === 'attempt') return `attempt ${caller.job_id}/${caller.attempt}`;
  if (caller.kind === 'automation') return `automation ${caller.workflow}`;
  if (caller.kind === 'node') return `node ${caller.node_id}`;
  if (caller.kind === 'launch') return `tenant ${caller.tenant_id}`;
  return caller.kind;
}

/** Passes operators, and an attempt on its own job. `attempt` is checked where the request names one. */
export function requireOwnJob(caller: Caller, jobId: string, attempt?: number): void {
  if (caller.kind !== 'attempt') return;
  if (caller.job_id !== jobId || (attempt !== undefined && caller.attempt !== attempt)) {
    throw new ApiError('forbidden', `The token is that of ${caller.job_id}, attempt ${caller.attempt}.`);
  }
}
