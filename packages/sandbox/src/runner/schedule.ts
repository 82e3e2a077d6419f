import type { RunDocument } from '../github/documents.ts';

/** What is to become of runs that wait. */
export interface Schedule {
  /** These begin now. */
  readonly begin: RunDocument[];
  /** Another one of their group goes first. */
  readonly wait: RunDocument[];
  /** A newer one of their group takes their place. */
  readonly drop: RunDocument[];
  /** They are under way, and a newer one of their group does not wait for them. */
  readonly cancel: RunDocument[];
}

/**
 * Which of the runs may begin. A concurrency group has one run under way or next in line, and one that waits: the newest,
 * unless it says that all do. Source: GitHub docs, "Control the concurrency of workflows and jobs".
 * @param runs those that wait or are under way, oldest first
 * @param room how many more may be under way
 */
export function schedule(runs: readonly RunDocument[], room: number): Schedule {
  const plan: Schedule = { begin: [], wait: [], drop: [], cancel: [] };
  const groups = Map.groupBy(runs, ({ id, concurrency }) => concurrency?.group ?? id);
  const next: RunDocument[] = [];
  for (const group of groups.values()) {
    const [first, ...others] = [...group].sort(underWayFirst) as [RunDocument, ...RunDocument[]];
    if (first.status !== 'in_progress') next.push(first);
    const newest = others.at(-1);
    for (const run of others) (run === newest || run.concurrency?.queue === 'max' ? plan.wait : plan.drop).push(run);
    if (newest?.concurrency?.cancelInProgress && first.status === 'in_progress') plan.cancel.push(first);
  }
  plan.begin.push(...next.sort((a, b) => a.id - b.id).slice(0, Math.max(0, room)));
  return plan;
}

function underWayFirst(a: RunDocument, b: RunDocument): number {
  return Number(b.status === 'in_progress') - Number(a.status === 'in_progress') || a.id - b.id;
}
