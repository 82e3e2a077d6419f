import { DELETES_WHAT_IS_GONE } from './cloud-failures.ts';
import { isAnythingLeft } from './leftovers.ts';
import type { Session } from './session.ts';

/**
 * Whether a run stopped at something that it was to delete and somebody has deleted by hand: after a refresh the state
 * has it no more. Where the cloud has nothing else of the stack either, the token is rather that of another project, in
 * which nothing may be taken for gone: it would be billed in its own, and no state would know of it.
 */
export async function isGoneByHand(session: Session, detail: string | undefined): Promise<boolean> {
  const [, name] = DELETES_WHAT_IS_GONE.exec(detail ?? '') ?? [];
  if (name === undefined || !(await isAnythingLeft(session))) return false;
  const text = `${name} is gone at Hetzner already: the state is brought up to that.`;
  session.emit({ type: 'message', severity: 'warning', text });
  return true;
}
