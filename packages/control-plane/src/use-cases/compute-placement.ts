import {
  type ComputedPlacement,
  type ComputePlacement,
  DEFAULT_PLAN_TIER,
  type DryRunPlacement,
} from '@prego/contracts';
import { type Decision, resolveRegion } from '@prego/placement-core';
import type { Deps } from '../deps.ts';
import { decide, readGrounds } from './decide.ts';

/** The decision that a sign-up would get now. Writes nothing. */
export async function computePlacement(deps: Deps, asked: ComputePlacement): Promise<ComputedPlacement> {
  const decision = await decideNow(deps, asked);
  return { ...shownOf(decision), ...(asked.tenant_id && { tenant_id: asked.tenant_id }) };
}

/** The same in the words of older callers. */
export async function dryRunPlacement(deps: Deps, asked: ComputePlacement): Promise<DryRunPlacement> {
  const { placement, region, decision_reason, thresholds, algorithm } = await decideNow(deps, asked);
  return {
    createNewServer: placement.create_new_server,
    dedicated: placement.dedicated,
    targetServerId: placement.target_server_id,
    region,
    reason: decision_reason,
    thresholds: { memoryPctMax: thresholds.memory_pct_max, maxTenantsPerNode: thresholds.max_tenants_per_node },
    algorithm,
  };
}

async function decideNow(deps: Deps, { plan_tier, tier, region: wanted }: ComputePlacement): Promise<Decision> {
  const region = resolveRegion(wanted, deps.config.defaultRegion);
  const request = { plan_tier: plan_tier ?? tier ?? DEFAULT_PLAN_TIER, region };
  return decide(deps, request, await readGrounds(deps, region));
}

/** A decision as it is shown, with its fields in the order of the contract. */
export const shownOf = (decision: Decision): Omit<ComputedPlacement, 'tenant_id'> => ({
  placement: decision.placement,
  candidates: decision.candidates.map((row) => ({ ...row, reasons: [...row.reasons] })),
  cluster: decision.cluster,
  selected_node_id: decision.selected_node_id,
  decision_reason: decision.decision_reason,
  region: decision.region,
  thresholds: decision.thresholds,
  algorithm: decision.algorithm,
});
