import type { NodeSummary } from '@prego/contracts';
import { ageS, isStale } from '../node-freshness.ts';
import type { NodeWithMetrics } from '../store/nodes.ts';

/** A node as the wire has it, with its freshness as of `now`. */
export function nodeSummary({ node, metrics }: NodeWithMetrics, now: number, maxAgeS: number): NodeSummary {
  const { node_id, region, role, status, status_reason, stack, job_id, tenant_id } = node;
  const { host_ipv4, host_ipv6, private_ip, hetzner_server_id, server_type, location } = node;
  const { capacity, tenants, reservations, registered_at, created_at, updated_at } = node;
  return {
    ...{ node_id, region, role, status, status_reason, stack, job_id, tenant_id },
    ...{ host_ipv4, host_ipv6, private_ip, hetzner_server_id, server_type, location },
    ...{ capacity, tenants, reservations, free_seats: capacity - tenants - reservations },
    metrics: metrics && {
      cpu_pct: metrics.cpu_pct,
      memory_pct: metrics.memory_pct,
      disk_pct: metrics.disk_pct,
      closed: metrics.closed === 1,
      updated_at: metrics.updated_at,
      age_s: ageS(metrics.updated_at, now),
    },
    stale: isStale(node, metrics?.updated_at ?? null, now, maxAgeS),
    ...{ registered_at, created_at, updated_at },
  };
}
