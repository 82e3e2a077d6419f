import { DELETES_WHAT_IS_GONE, NEEDS_WHAT_IS_GONE } from './cloud-failures.ts';
import type { StackError } from './errors.ts';
import { leftOf, thingsIn } from './leftovers.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';

/**
 * Whether a run stopped at something that the state has and Hetzner has no more: somebody has deleted it by hand, or a
 * run that was killed did so and could not note it. A refresh takes it out of the state. Where Hetzner has nothing of
 * what the state had before this run, the token is rather that of another project, in which nothing may be taken for
 * gone: it would be billed in its own, and no state would know of it. A run that makes things leaves some in such a
 * project too, so there only a server of a stack that was ever complete proves that it is the right one.
 */
export async function isGoneByHand(session: Session, { what, detail = what }: StackError): Promise<boolean> {
  const needed = NEEDS_WHAT_IS_GONE.exec(detail);
  const { state } = session.met;
  if (needed === null || state === undefined) return false;
  const [, name] = DELETES_WHAT_IS_GONE.exec(detail) ?? [];
  const onlyServers = name === undefined && state.complete;
  const left = await leftOf(session, state);
  if (!left.some(({ kind }) => !onlyServers || kind === 'servers')) return false;
  const gone = name === undefined ? (needed[1] ?? needed[2]) : `${name} is gone at Hetzner already`;
  session.emit({ type: 'message', severity: 'warning', text: `${gone}: the state is brought up to that.` });
  return true;
}

/** Tells what a refresh takes out of the state: it may be another job's server, which only that job makes anew. */
export async function tellingGone(session: Session, refresh: () => Promise<unknown>): Promise<void> {
  const before = thingsIn(await readState(session));
  await refresh();
  const there = new Set(thingsIn(await readState(session)).map(({ kind, id }) => `${kind} ${id}`));
  for (const { kind, id, name } of before) {
    if (there.has(`${kind} ${id}`)) continue;
    const text = `${name} (${kind.replace('_', ' ')}, id ${id}) is gone at Hetzner: it has left the state.`;
    session.emit({ type: 'message', severity: 'warning', text });
  }
}
