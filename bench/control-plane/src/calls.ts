/** What is measured: the calls that decide, as their callers make them. */
export const CALLS = {
  compute: (_n: number) => ({ path: '/internal/placement/compute', body: { plan_tier: 'basic', region: 'sg' } }),
  enqueue: (n: number) => ({
    path: `/internal/tenants/bench-${n}/enqueue-provision`,
    body: { subdomain_slug: `bench-${n}`, plan_tier: 'basic', region: 'sg' },
  }),
} as const;

export type CallName = keyof typeof CALLS;
