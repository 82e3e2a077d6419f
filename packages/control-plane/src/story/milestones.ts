import type { FunnelEventName, JobKind, TraceStatus, UiStageName } from '@prego/contracts';

/** The step that reaches a milestone once it has ended well. `signed_up` is reached by the sign-up itself. */
const REACHED_BY: Readonly<Partial<Record<UiStageName, FunnelEventName>>> = {
  prego_ui_step_01: 'placed',
  prego_ui_step_03: 'dispatched',
  prego_ui_step_05: 'server_ready',
  prego_ui_step_07: 'address_ready',
  prego_ui_step_10: 'opened',
};

/** The milestone that this event reaches. Only a tenant's way in has any: a return ends steps of the same name too. */
export function milestoneOf(kind: JobKind, stage: string, status: TraceStatus): FunnelEventName | undefined {
  if (kind !== 'provision' || (status !== 'done' && status !== 'skipped')) return undefined;
  return REACHED_BY[stage as UiStageName];
}
