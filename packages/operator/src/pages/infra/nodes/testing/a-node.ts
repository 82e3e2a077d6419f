import type { NodeSummary } from '@prego/contracts';

/** A node that is well, with what a test is about. */
export const aNode = (of: Partial<NodeSummary> = {}): NodeSummary => ({
  node_id: 'sg-s-00000001',
  region: 'sg',
  role: 'shared',
  status: 'ready',
  status_reason: null,
  stack: 'sg',
  job_id: 'job_1',
  tenant_id: null,
  host_ipv4: '203.0.113.1',
  host_ipv6: null,
  private_ip: null,
  hetzner_server_id: 1,
  server_type: 'cpx32',
  location: 'sin',
  capacity: 20,
  tenants: 3,
  reservations: 0,
  free_seats: 17,
  metrics: { cpu_pct: 10, memory_pct: 20, disk_pct: 30, closed: false, updated_at: 1000, age_s: 5 },
  stale: false,
  registered_at: 500,
  created_at: 100,
  updated_at: 900,
  ...of,
});
