import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { idleStacks, orphanedLeases, releaseLeaseStatement } from '../store/leases.ts';
import { auditStatement } from '../store/write-audit.ts';
import { wakeStack } from '../use-cases/give-back-stack.ts';
import { each } from './each.ts';

const AT_ONCE = 50;

/** Leases whose holder has ended or gone on to another attempt. Every ending gives its lease back: this finds none. */
export async function freeLeases(deps: Deps): Promise<number> {
  const { db, now } = deps;
  const left = await orphanedLeases(db, AT_ONCE);
  return await each(deps, 'left_leases', left, async ({ stack, job_id, attempt }) => {
    if (job_id === null || attempt === null) return;
    const entry = { at: now, actor: 'system sweep', action: 'stack.freed', job_id, data: { stack, attempt } } as const;
    await commit(db, [releaseLeaseStatement(db, job_id, attempt), auditStatement(db, entry)]);
    await wakeStack(deps, stack);
  });
}

/** Stacks that are free while jobs wait for them: whoever gave one back died before telling. */
export async function wakeIdleStacks(deps: Deps): Promise<number> {
  const idle = await idleStacks(deps.db, AT_ONCE);
  return await each(deps, 'idle_stacks', idle, ({ stack }) => wakeStack(deps, stack));
}
