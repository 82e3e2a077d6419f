import type { PlanTier, Region } from '@prego/contracts';

export interface DemoTenant {
  readonly tenant_id: string;
  readonly plan_tier: PlanTier;
  readonly region: Region;
}

/** Who signs up in the demo: one for each way that a decision can go, and then one for each state that is to be in view. */
export const TENANTS = {
  first: { tenant_id: 'acme', plan_tier: 'basic', region: 'sg' },
  waiting: { tenant_id: 'birch', plan_tier: 'free', region: 'sg' },
  dedicated: { tenant_id: 'cedar', plan_tier: 'enterprise', region: 'eu' },
  joining: { tenant_id: 'dogwood', plan_tier: 'professional', region: 'sg' },
  overflowing: { tenant_id: 'elm', plan_tier: 'basic', region: 'sg' },
  /** With them there are enough past set-ups of their kind for Launch to tell how long the next one takes. */
  fourth: { tenant_id: 'fir', plan_tier: 'basic', region: 'sg' },
  fifth: { tenant_id: 'ginkgo', plan_tier: 'free', region: 'sg' },
  sixth: { tenant_id: 'hazel', plan_tier: 'basic', region: 'sg' },
  /** Its address is somebody else's. */
  unlucky: { tenant_id: 'ivy', plan_tier: 'basic', region: 'sg' },
  /** Its server never comes up. */
  hanging: { tenant_id: 'juniper', plan_tier: 'professional', region: 'us' },
  /** They are to share that server. */
  queueing: { tenant_id: 'kapok', plan_tier: 'basic', region: 'us' },
  leaving: { tenant_id: 'larch', plan_tier: 'free', region: 'us' },
} as const satisfies Record<string, DemoTenant>;
