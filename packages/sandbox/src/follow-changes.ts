import type { Core } from './core/core.ts';
import { nextDueAt, settle } from './hetzner/actions.ts';
import type { openHetzner } from './hetzner/hetzner.ts';

/** After every change: the next action's end is waited for, and what follows the state is called. Returns the stop. */
export function followChanges(core: Core, hetzner: ReturnType<typeof openHetzner>, follow: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  core.changed = () => {
    if (stopped) return;
    clearTimeout(timer);
    const due = nextDueAt(hetzner);
    if (due !== undefined) timer = setTimeout(settleNow, Math.min(core.clock.wallMsUntil(due), LONGEST_TIMER_MS));
    follow();
  };
  const settleNow = () => {
    core.store.transaction(() => settle(hetzner, core.clock.now()));
    core.changed();
  };
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** A longer one would fire at once (setTimeout takes 31 bits). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
