import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import { StoredDecision } from '@prego/contracts';
import { linesOf } from './show-decision.ts';

const numbers = {
  memory_pct: 41.2,
  cpu_pct: 9.6,
  disk_pct: null,
  tenants: 2,
  reservations: 1,
  capacity: 20,
  metrics_age_s: 4,
};

const decision = StoredDecision.parse({
  decision_id: `dec_${'0'.repeat(26)}`,
  tenant_id: 'dogwood',
  plan_tier: 'professional',
  job_id: 'job_1',
  region: 'sg',
  algorithm: 'decidePlacement_unified_v1',
  decision_reason: 'existing_node_selected',
  selected_node_id: 'sg-s-22222222',
  placement: { region: 'sg', create_new_server: false, dedicated: false, target_server_id: 'sg-s-22222222' },
  candidates: [
    { node_id: 'sg-s-22222222', eligible: true, reasons: [], score: 0.412, ...numbers },
    {
      node_id: 'sg-s-33333333',
      eligible: false,
      reasons: [{ code: 'memory_over', actual: 91, limit: 80 }],
      score: 0,
      ...numbers,
    },
  ],
  cluster: {
    region: 'sg',
    nodes: 2,
    eligible: 1,
    tenants: 4,
    reservations: 2,
    capacity: 40,
    reasons: { memory_over: 1 },
  },
  thresholds: {
    memory_pct_max: 80,
    cpu_pct_max: 80,
    disk_pct_max: 80,
    max_tenants_per_node: 20,
    metrics_max_age_s: 300,
  },
  offers: [],
  snapshot_digest: null,
  created_at: 0,
});

test('a decision is told with what each candidate had for or against it', () => {
  expect(linesOf(decision).map((line) => stripVTControlCharacters(line))).toEqual([
    '→ sg-s-22222222: existing_node_selected (2 nodes in sg, 1 eligible)',
    '  sg-s-22222222: memory 41 %, cpu 10 %, 3 of 20 seats: score 0.41',
    '  sg-s-33333333: memory 41 %, cpu 10 %, 3 of 20 seats: memory_over (91 of 80)',
  ]);
});

test('where servers are made it says which', () => {
  const made = { ...decision.placement, target_server_id: null, create_new_server: true };
  const first = (placement: typeof made) => stripVTControlCharacters(linesOf({ ...decision, placement })[0] ?? '');
  expect(first(made)).toContain('→ a new shared node in sg');
  expect(first({ ...made, dedicated: true })).toContain('→ three servers of its own in sg');
});
