import { DELETES_WHAT_IS_GONE, NEEDS_WHAT_IS_GONE } from './cloud-failures.ts';
import type { StackError } from './errors.ts';
import { leftOf, thingsIn } from './leftovers.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';

/**
 * Whether a run stopped at something that the state has and Hetzner has no more: somebody has deleted it by hand, or a
 * run that was killed did so and could not note it. A refresh takes it out of the state. With the token of another
 * project nothing may be taken for gone: it would be billed in its own, and no state would know of it. Such a project
 * has nothing of what the state had before this run, or the little that an update with the same token has made there.
 */
export async function isGoneByHand(session: Session, { what, detail = what }: StackError): Promise<boolean> {
  const needed = NEEDS_WHAT_IS_GONE.exec(detail);
  const { state } = session.met;
  if (needed === null || state === undefined) return false;
  const left = (await leftOf(session, state)).length;
  const [, name] = DELETES_WHAT_IS_GONE.exec(detail) ?? [];
  // What deletes makes nothing.
  const enough = name === undefined ? thingsIn(state).length / 2 : 1;
  if (left === 0 || left < enough) return false;
  const gone = name === undefined ? (needed[1] ?? needed[2]) : `${name} is gone at Hetzner already`;
  session.emit({ type: 'message', severity: 'warning', text: `${gone}: the state is brought up to that.` });
  return true;
}

/**
 * Refreshes, and tells what that takes out of the state: it may be another job's server, which only that job makes anew.
 */
export async function tellingGone(session: Session, refresh: () => Promise<unknown>): Promise<void> {
  const before = thingsIn(await readState(session));
  await refresh();
  const there = new Set(thingsIn(await readState(session)).map(({ kind, id }) => `${kind} ${id}`));
  for (const { kind, id, name } of before) {
    if (there.has(`${kind} ${id}`)) continue;
    const text = `${name} (${kind.replace('_', ' ')}, id ${id}) is not at Hetzner: it has left the state.`;
    session.emit({ type: 'message', severity: 'warning', text });
  }
}
