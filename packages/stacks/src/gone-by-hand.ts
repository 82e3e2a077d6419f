import { DELETES_WHAT_IS_GONE, NEEDS_WHAT_IS_GONE } from './cloud-failures.ts';
import { isAnythingLeft } from './leftovers.ts';
import type { Session } from './session.ts';

/**
 * Whether a run stopped at something that Hetzner has no more, as somebody has deleted it by hand, or a run that was
 * killed before it could note so: after a refresh the state has it no more either. Where the cloud has nothing else of
 * the stack, the token is rather that of another project, in which nothing may be taken for gone: it would be billed in
 * its own, and no state would know of it.
 */
export async function isGoneByHand(session: Session, detail = ''): Promise<boolean> {
  const needed = NEEDS_WHAT_IS_GONE.exec(detail);
  if (needed === null || !(await isAnythingLeft(session))) return false;
  const [, name] = DELETES_WHAT_IS_GONE.exec(detail) ?? [];
  const gone = name === undefined ? (needed[1] ?? needed[2]) : `${name} is gone at Hetzner already`;
  session.emit({ type: 'message', severity: 'warning', text: `${gone}: the state is brought up to that.` });
  return true;
}
