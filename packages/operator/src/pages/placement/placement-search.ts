import type { PlanTier, Region } from '@prego/contracts';
import { oneOf, textOf } from '../../plain-search.ts';
import { PLAN_TIERS, REGIONS } from '../../ui/closed-sets.ts';

export const VIEWS = ['now', 'decisions'] as const;
export type PlacementView = (typeof VIEWS)[number];

/** What the address of the page says. Absent: the placement of now, with the control plane's defaults. */
export interface PlacementSearch {
  view?: PlacementView;
  plan_tier?: PlanTier;
  region?: Region;
  /** Whose decisions; on the view of now only echoed. */
  tenant_id?: string;
  job_id?: string;
  decision_id?: string;
  /** Decisions older than a page of them: the `next_cursor` of that page. */
  before?: string;
}

/** What of it can be used; the rest is as if it were not there. */
export function placementSearch(raw: Record<string, unknown>): PlacementSearch {
  const search = {
    view: oneOf(VIEWS, raw.view),
    plan_tier: oneOf(PLAN_TIERS, raw.plan_tier),
    region: oneOf(REGIONS, raw.region),
    tenant_id: textOf(raw.tenant_id),
    job_id: textOf(raw.job_id),
    decision_id: textOf(raw.decision_id),
    before: textOf(raw.before),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** Which view an address means that does not name one: links of other pages name only whose decisions they want. */
export function viewOf({ view, plan_tier, region, tenant_id, job_id, decision_id }: PlacementSearch): PlacementView {
  if (view) return view;
  if (decision_id || job_id) return 'decisions';
  return tenant_id && !plan_tier && !region ? 'decisions' : 'now';
}
