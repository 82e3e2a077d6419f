import fc from 'fast-check';
import type { Candidate, Thresholds } from '../placement-types.ts';

export const THRESHOLDS: Thresholds = {
  memory_pct_max: 80,
  cpu_pct_max: 80,
  disk_pct_max: 80,
  max_tenants_per_node: 20,
  metrics_max_age_s: 300,
};

export const CANDIDATE: Candidate = {
  node_id: 'sg-s-2222bbbb',
  eligible: true,
  reasons: [],
  score: 0.55,
  memory_pct: 40,
  cpu_pct: 20,
  disk_pct: 10,
  tenants: 4,
  reservations: 1,
  capacity: 20,
  metrics_age_s: 12,
};

const percent = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
const few = fc.integer({ min: 0, max: 30 });
const maximum = fc.double({ min: 1, max: 100, noNaN: true });

export const anyThresholds: fc.Arbitrary<Thresholds> = fc.record({
  memory_pct_max: maximum,
  cpu_pct_max: maximum,
  disk_pct_max: maximum,
  max_tenants_per_node: fc.integer({ min: 1, max: 30 }),
  metrics_max_age_s: fc.integer({ min: 1, max: 900 }),
});

/** The numbers of any node; nothing is said against it. */
export const anyCandidate: fc.Arbitrary<Candidate> = fc
  .record({ memory_pct: percent, cpu_pct: percent, disk_pct: percent, tenants: few, reservations: few, capacity: few })
  .map((numbers) => ({ ...CANDIDATE, ...numbers }));
