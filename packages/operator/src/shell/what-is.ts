import { isTenantId } from '../ui/closed-sets.ts';

/** What someone has pasted, by its form; the forms are those of contracts' ids. Where each leads: a path and its search. */
export interface Target {
  readonly kind: 'job' | 'trace' | 'node' | 'decision' | 'tenant' | 'provisioning';
  readonly to:
    | '/cp/provision-trace'
    | '/cp/infra'
    | '/cp/placement'
    | '/cp/tenant'
    | '/library/provisionings/$provisioning_id';
  /** What it is called, as it was found. */
  readonly id: string;
  /** What stands in the places of `to`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly search: Readonly<Record<string, string>>;
}

// `job_id` and `trace_id` are names of parameters.
const JOB = /\bjob_(?!id\b)[A-Za-z0-9_-]{1,59}/;
const TRACE = /\btrace_(?!id\b)[A-Za-z0-9_-]{1,57}/;
const NODE = /\b(?:sg|us|eu)-(?:s-[a-z0-9]{8}|d-[a-z0-9]{8}-(?:app|db|redis))\b/;
const DECISION = /\bdec_[a-z0-9]{26}\b/;
const PROVISIONING = /\blib_[a-z0-9]{26}\b/;

/**
 * Where the text may lead, the likeliest first: an id by its form, wherever in the text it stands (a pasted link, a line of
 * a log, a customer's sentence), and what could be a tenant's id. Empty: it is only something to search for.
 */
export function targetsOf(text: string): Target[] {
  const targets: Target[] = [];
  const job = JOB.exec(text)?.[0];
  const trace = TRACE.exec(text)?.[0];
  const node = NODE.exec(text)?.[0];
  const decision = DECISION.exec(text)?.[0];
  const provisioning = PROVISIONING.exec(text)?.[0];
  if (trace) targets.push({ kind: 'trace', to: '/cp/provision-trace', search: { trace_id: trace }, id: trace });
  if (job) targets.push({ kind: 'job', to: '/cp/provision-trace', search: { job_id: job }, id: job });
  if (node) targets.push({ kind: 'node', to: '/cp/infra', search: { tab: 'nodes', node_id: node }, id: node });
  if (decision)
    targets.push({ kind: 'decision', to: '/cp/placement', search: { decision_id: decision }, id: decision });
  if (provisioning) {
    const params = { provisioning_id: provisioning };
    targets.push({
      kind: 'provisioning',
      to: '/library/provisionings/$provisioning_id',
      params,
      search: {},
      id: provisioning,
    });
  }
  if (targets.length === 0 && isTenantId(text.trim())) {
    targets.push({ kind: 'tenant', to: '/cp/tenant', search: { tenant_id: text.trim() }, id: text.trim() });
  }
  return targets;
}

/** The first id of that kind in the text; undefined where there is none. */
export const idIn = (kind: Target['kind'], text: string): string | undefined =>
  targetsOf(text).find((target) => target.kind === kind)?.id;
