/** The nudge. Nothing depends on it: the sweep finds what it loses. */
export interface DispatchQueue {
  /** Asks that this attempt be dispatched, after `delayS` seconds. */
  nudge(jobId: string, attempt: number, delayS?: number): Promise<void>;
}
