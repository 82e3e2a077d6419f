import type { NodeFacts } from '@prego/placement-core';

/** When every decision is taken, in milliseconds since 1970. */
export const NOW = 1_800_000_000_000;

/** What the nodes of a region are like. */
export const REGIONS = ['mixed', 'all eligible', 'none eligible'] as const;
export type Kind = (typeof REGIONS)[number];

/** The nodes of a region, always the same; ids stand in no order of their own, as they are hashes. */
export function region(kind: Kind, nodes: number): NodeFacts[] {
  const random = numbers(nodes);
  return Array.from({ length: nodes }, (_, i) => nodeOf(kind, idOf(i), random));
}

const FACTS = { region: 'sg', role: 'shared', status: 'ready', closed: false, capacity: 20 } as const;

function nodeOf(kind: Kind, node_id: string, random: () => number): NodeFacts {
  const percent = (from: number, to: number): number => Math.round((from + random() * (to - from)) * 100) / 100;
  const whole = (end: number): number => Math.floor(random() * end);
  const metrics_at = NOW - whole(60_000);
  const quiet = {
    cpu_pct: percent(5, 79),
    disk_pct: percent(10, 79),
    tenants: whole(19),
    reservations: whole(2),
    metrics_at,
  };
  if (kind === 'all eligible') return { ...FACTS, node_id, memory_pct: percent(20, 79), ...quiet };
  if (kind === 'none eligible') return { ...FACTS, node_id, memory_pct: percent(80, 99), ...quiet };
  // Six of ten may take a tenant; one in 50 each is cordoned, is still made, has gone silent or cools down.
  const odd = whole(50);
  const busy = { cpu_pct: percent(5, 90), disk_pct: percent(10, 85), tenants: whole(21) };
  const facts = { ...FACTS, node_id, memory_pct: percent(20, 90), ...quiet, ...busy, closed: odd === 0 };
  if (odd === 1) return { ...facts, status: 'cordoned' };
  if (odd === 2) return { ...facts, metrics_at: NOW - 400_000 };
  if (odd !== 3) return facts;
  return { ...facts, status: 'provisioning', memory_pct: null, cpu_pct: null, disk_pct: null, metrics_at: null };
}

/** Different for every i below 28^8, and in no order: a multiplication by what shares no factor with 28. */
function idOf(i: number): string {
  const mixed = (i * 2_654_435_761) % 28 ** 6;
  return `sg-s-${mixed.toString(28).padStart(8, '2')}`;
}

/** Numbers from 0 to 1 that look random and are the same every time (Numerical Recipes' generator). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
