import type { PlanTier, Region } from '@prego/contracts';

export interface DemoTenant {
  readonly tenant_id: string;
  readonly plan_tier: PlanTier;
  readonly region: Region;
}

/** Who signs up in the demo: one for each way that a decision can go. */
export const TENANTS = {
  first: { tenant_id: 'acme', plan_tier: 'basic', region: 'sg' },
  waiting: { tenant_id: 'birch', plan_tier: 'free', region: 'sg' },
  dedicated: { tenant_id: 'cedar', plan_tier: 'enterprise', region: 'eu' },
  joining: { tenant_id: 'dogwood', plan_tier: 'professional', region: 'sg' },
  overflowing: { tenant_id: 'elm', plan_tier: 'basic', region: 'sg' },
} as const satisfies Record<string, DemoTenant>;
