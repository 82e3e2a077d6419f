import type { TenantSummary } from '@prego/contracts';

type Named = Pick<TenantSummary, 'tenant_id' | 'subdomain_slug' | 'canonical_hostname'>;

/** The tenant that Enter opens: the one named so exactly, or the only one that begins so. */
export function hitOf<Tenant extends Named>(found: readonly Tenant[], more: boolean, q: string): Tenant | undefined {
  const small = q.toLowerCase();
  return (
    found.find(({ tenant_id }) => tenant_id === q) ??
    found.find(({ subdomain_slug, canonical_hostname }) => subdomain_slug === small || canonical_hostname === small) ??
    (found.length === 1 && !more ? found[0] : undefined)
  );
}
