import type { ProvisioningStatus, ProvisioningSummary } from '@prego/contracts';
import { provisioningMoves } from '../../ui/library-tone.ts';

/** When the run of the present job began and ended, in ms since 1970, where its trace tells; a part is null where it does not. */
export interface RunTimes {
  readonly from: number | null;
  readonly to: number | null;
}

/** How an execution, or a return, stands in time. All in ms; null: not known. */
export interface Execution {
  readonly status: ProvisioningStatus;
  readonly from: number | null;
  /** Null while it goes on. */
  readonly to: number | null;
  /** How long it took, or has taken by now. */
  readonly tookMs: number | null;
}

const OF_A_RETURN: readonly ProvisioningStatus[] = ['returning', 'returned', 'return_failed'];

/** Whether the status is one of a return: the times are that of the return then, not of the provisioning. */
export const isOfReturn = (status: ProvisioningStatus): boolean => OF_A_RETURN.includes(status);

type Told = Pick<ProvisioningSummary, 'status' | 'created_at' | 'ended_at'>;

/**
 * The time of the present, or last, execution. A provisioning tells by itself when it was asked for and when all ended; when
 * a return began only its run tells, which a list does not read.
 */
export function executionOf({ status, created_at, ended_at }: Told, run: RunTimes | undefined, now: number): Execution {
  const from = run?.from ?? (isOfReturn(status) ? null : created_at);
  const to = provisioningMoves(status) ? null : (run?.to ?? ended_at);
  const end = to ?? (provisioningMoves(status) ? now : null);
  // Two clocks: the browser's may be behind.
  return { status, from, to, tookMs: from === null || end === null ? null : Math.max(0, end - from) };
}
