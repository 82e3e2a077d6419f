import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';
import { commit } from '../store/db.ts';
import { setStatement } from '../store/settings.ts';
import { pruneLogs } from '../use-cases/prune-logs.ts';
import { pruneMetrics } from '../use-cases/push-metrics.ts';
import { checkQuietRuns } from './check-quiet-runs.ts';
import { forgetOffers } from './forget-offers.ts';
import { freeLeases, wakeIdleStacks } from './free-leases.ts';
import { giveBackSeats } from './give-back-seats.ts';
import { nudgeUndispatched } from './nudge-undispatched.ts';
import { pruneSnapshots } from './prune-snapshots.ts';
import { serveAwaitedNodes } from './serve-awaited-nodes.ts';

/**
 * What is looked for every minute. Each answers how much it found and does a bounded part of it; the rest is there a minute
 * later. The order is that of what people wait for.
 */
const FINDERS: Readonly<Record<string, (deps: Deps) => Promise<number>>> = {
  undispatched: nudgeUndispatched,
  quiet_runs: checkQuietRuns,
  left_leases: freeLeases,
  idle_stacks: wakeIdleStacks,
  awaited_nodes: serveAwaitedNodes,
  lapsed_seats: giveBackSeats,
  past_offers: forgetOffers,
  past_logs: pruneLogs,
  past_snapshots: pruneSnapshots,
  past_metrics: pruneMetrics,
};

/** The guarantee behind the queue: finds whatever was lost on the way. One finder that fails does not stop the others. */
export async function sweep(deps: Deps): Promise<void> {
  for (const [name, find] of Object.entries(FINDERS)) {
    try {
      const found = await find(deps);
      if (found > 0) deps.log.info('sweep', { finder: name, found });
    } catch (error) {
      deps.log.error('a part of the sweep failed', { finder: name, ...describeError(error) });
    }
  }
  await commit(deps.db, [setStatement(deps.db, 'last_sweep_at', String(deps.now))]);
}
