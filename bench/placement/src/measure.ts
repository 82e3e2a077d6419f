import type { NodeFacts } from '@prego/placement-core';
import { CONTENDERS, type Contender, NAMES, type Name } from './contenders.ts';
import { NOW } from './region.ts';

/** Microseconds of processor time a decision, one figure a round. */
export type Measured = Record<Name, number[]>;

export interface Effort {
  readonly rounds: number;
  /** How long one contender decides in one round, in milliseconds. */
  readonly batchMs: number;
  /** Whether one node has changed before each decision, as in a Worker that is told of pushes and reservations. */
  readonly changing: boolean;
}

/**
 * Has every contender decide on the same nodes, in turns; who begins changes from round to round. Throws if they don't
 * come to the same: then their times don't compare.
 */
export function measure(nodes: readonly NodeFacts[], { rounds, batchMs, changing }: Effort): Measured {
  const contenders = NAMES.map((name) => ({ name, contender: CONTENDERS[name](nodes) }));
  const measured: Measured = { decidePlacement: [], 'plain loop': [], 'filter and sort': [] };
  // The first round lets the compiler see the code; it does not count.
  for (let round = -1; round < rounds; round++) {
    const begin = (round + 1) % contenders.length;
    for (const { name, contender } of [...contenders.slice(begin), ...contenders.slice(0, begin)]) {
      const each = batch(contender, changing ? nodes : [], batchMs);
      if (round >= 0) measured[name].push(each);
    }
    agreeOn(contenders);
  }
  return measured;
}

function agreeOn(contenders: readonly { name: Name; contender: Contender }[]): void {
  const winners = contenders.map(({ name, contender }) => `${name}: ${contender.decide(NOW)}`);
  if (new Set(winners.map((text) => text.split(': ')[1])).size > 1) {
    throw new Error(`They choose differently. ${winners.join(', ')}`);
  }
}

/** Decides for about so long. What one batch changes the next finds as it was: each node is told again as it was at first. */
function batch(contender: Contender, changing: readonly NodeFacts[], batchMs: number): number {
  const until = performance.now() + batchMs;
  const before = process.cpuUsage();
  let decisions = 0;
  do {
    const place = (decisions * 7919) % changing.length;
    const node = changing[place];
    if (node) contender.change(place, node);
    // An hour's worth of clock would make every node stale: the clock stands within a second.
    contender.decide(NOW + (decisions % 1000));
    decisions++;
  } while (performance.now() < until);
  // All threads of the process, so that collecting garbage counts; others that want the core don't.
  const { user, system } = process.cpuUsage(before);
  return (user + system) / decisions;
}
