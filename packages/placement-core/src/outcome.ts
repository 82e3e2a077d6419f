import type { Outcome, PlacementRequest } from './decision.ts';

/** What a request comes to, given the best of the shared nodes that may take it; null if there is none. */
export function outcomeOf(request: PlacementRequest, best: string | null): Outcome {
  // Enterprise tenants get three servers of their own, whatever is free elsewhere.
  const dedicated = request.plan_tier === 'enterprise';
  const target = dedicated ? null : best;
  const reason = target === null ? 'no_eligible_node' : 'existing_node_selected';
  return {
    decision_reason: dedicated ? 'dedicated_tier' : reason,
    selected_node_id: target,
    placement: { region: request.region, create_new_server: target === null, dedicated, target_server_id: target },
  };
}
