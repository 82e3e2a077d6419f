import { canonicalHostname, type SignUpAnswer } from '@prego/contracts';
import { type Decision, resolveRegion, snapshotBytes } from '@prego/placement-core';
import { ApiError } from '../api-error.ts';
import { digestHex } from '../auth/digest.ts';
import { actorOf, type Caller } from '../caller.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Deps } from '../deps.ts';
import { type PlacementPlan, planOf } from '../placement-plan.ts';
import { commit, type Statement } from '../store/db.ts';
import { forgetRegions } from '../store/nodes-snapshot.ts';
import { provisionJobs } from '../store/tables/jobs.ts';
import { signedUpStatement } from '../store/tenants.ts';
import { auditStatement } from '../store/write-audit.ts';
import { livingNodesOf } from '../store/write-seats.ts';
import { funnelStatement } from '../store/write-trace.ts';
import { decide, type Grounds, readGrounds, seenRegion } from './decide.ts';
import { decideUntilItHolds } from './deciding-races.ts';
import { keepSnapshot, type NamedSnapshot, nameSnapshot } from './keep-snapshot.ts';
import { type Known, knownIn, knownStatements, type SignUpRequest, settledBy, wantedOf } from './known-of-sign-up.ts';
import { nudge } from './nudge.ts';
import { placementStatements } from './placement-statements.ts';
import { sameAnswerAgain, signUpAnswer } from './sign-up-answer.ts';

/** `made`: the request has led to this job, now or when it was sent before. Else the tenant had the job already. */
export interface Enqueued {
  readonly made: boolean;
  readonly answer: SignUpAnswer;
}

/**
 * Decides where a tenant lands and writes it down: tenant, job, seat, the servers to be made, the decision, its story and
 * audit row, in one batch. Sent again it is answered as before. Throws what `settledBy` throws, and `no_seat`.
 */
export async function enqueueProvision(deps: Deps, caller: Caller, request: SignUpRequest): Promise<Enqueued> {
  const { input } = request;
  const hash = await digestHex(canonicalJson(input));
  const likely = resolveRegion(input.region, deps.config.defaultRegion);
  return await decideUntilItHolds(
    deps,
    async () => {
      const grounds = await readGrounds(deps, likely, knownStatements(deps.db, request));
      const known = knownIn(grounds.also, request);
      const wanted = wantedOf(deps.config, request, known.tenant);
      const settled = settledBy(known, request, wanted, hash);
      if (settled) {
        return {
          made: settled.again,
          answer: await sameAnswerAgain(deps, settled.job, settled.tenant, input.subdomain_slug),
        };
      }
      if (known.newestProvision?.dedicated) await refuseSecondTrio(deps, known);
      const there = wanted.region === likely ? grounds : await readGrounds(deps, wanted.region);
      return { made: true, answer: await enqueue(deps, caller, { request, hash, known }, wanted, there) };
    },
    () => forgetRegions(deps),
  );
}

/** Its stack is named after the tenant and its servers after the job: another job would put three more beside them. */
async function refuseSecondTrio({ db }: Deps, { tenant, newestProvision }: Known): Promise<void> {
  if (!newestProvision?.stack) return;
  const left = await livingNodesOf(db, newestProvision.stack);
  if (left.length === 0) return;
  const { job_id, status } = newestProvision;
  throw new ApiError(
    'conflict',
    `${job_id} of ${tenant?.tenant_id} is ${status} and has servers of its own: retry that job, or return the tenant first.`,
  );
}

interface Asked {
  readonly request: SignUpRequest;
  readonly hash: string;
  readonly known: Known;
}

type Wanted = Decision['request'];

async function enqueue(
  deps: Deps,
  caller: Caller,
  asked: Asked,
  wanted: Wanted,
  grounds: Grounds,
): Promise<SignUpAnswer> {
  const { tenant_id } = asked.request.input;
  const job = {
    job_id: deps.newId('job_'),
    trace_id: deps.newId('trace_'),
    attempt: 1,
    created_at: deps.now,
    tenant_id,
  };
  const decision_id = deps.newId('dec_');
  // Nothing may be waited for in between: the nodes are those of all requests.
  const { decision, plan, bytes } = grounds.nodes.without(asked.known.seat?.node_id, () => {
    const taken = decide(deps, wanted, grounds);
    const seen = seenRegion(grounds.nodes);
    return { decision: taken, plan: planOf(taken, job, seen), bytes: snapshotBytes(grounds.nodes.snapshot) };
  });
  const snapshot = await nameSnapshot(bytes);
  await commit(deps.db, [
    ...tenantAndJob(deps, caller, asked, wanted, { ...job, decision_id, plan, decision }),
    ...placementStatements(deps, { job, decision_id, decision, plan, snapshot, again: false }),
  ]);
  deps.log.info('a tenant was placed', { ...job, reason: decision.decision_reason, node_id: plan.seat.node_id });
  afterwards(deps, job, plan, snapshot);
  const { subdomain_slug } = asked.request.input;
  const canonical_hostname = canonicalHostname(subdomain_slug, deps.config.baseDomain);
  return await signUpAnswer(deps, job, { tenant_id, canonical_hostname }, decision);
}

interface NewJob {
  readonly job_id: string;
  readonly trace_id: string;
  readonly decision_id: string;
  readonly decision: Decision;
  readonly plan: PlacementPlan;
}

function tenantAndJob(
  { db, config, now }: Deps,
  caller: Caller,
  { request, hash }: Asked,
  { plan_tier, region }: Wanted,
  { job_id, trace_id, decision_id, decision, plan }: NewJob,
): Statement[] {
  const { tenant_id, subdomain_slug, contact, checkout } = request.input;
  const times = { created_at: now, updated_at: now };
  const { decision_reason } = decision;
  return [
    signedUpStatement(db, {
      ...{ tenant_id, subdomain_slug, plan_tier, region, status: 'provisioning', ...times },
      canonical_hostname: canonicalHostname(subdomain_slug, config.baseDomain),
      contact: JSON.stringify(contact ?? {}),
      checkout: JSON.stringify(checkout ?? {}),
    }),
    db.insert(provisionJobs).values({
      ...{ job_id, kind: 'provision', tenant_id, trace_id, region, decision_id, ...plan.job, ...times },
      idempotency_key: request.key ?? null,
      request_hash: hash,
      created_by: actorOf(caller),
    }),
    auditStatement(db, {
      ...{ at: now, actor: caller, action: 'job.created', job_id, tenant_id, node_id: plan.seat.node_id },
      request_id: request.request_id,
      data: { kind: 'provision', status: plan.job.status, plan_tier, region, decision_reason, decision_id },
    }),
    funnelStatement(db, { trace_id, name: 'signed_up', tenant_id, at: now }),
  ];
}

/** What the answer does not wait for. */
function afterwards(
  deps: Deps,
  job: { readonly job_id: string; readonly attempt: number },
  plan: PlacementPlan,
  snapshot: NamedSnapshot,
): void {
  if (plan.job.status === 'queued') deps.defer(nudge(deps, job));
  deps.defer(keepSnapshot(deps, snapshot));
}
