import type {
  CallbackAnswer,
  ClaimAnswer,
  LibraryReport,
  NodeDetail,
  RecordedDns,
  RegisterNode,
  SkipReason,
} from '@prego/contracts';
import type { z } from 'zod';

/** Of the ten UI steps those that the action emits. */
export type ActionStep = 4 | 5 | 6 | 7 | 8 | 9;

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

/** When what there is was looked at: while more is made, or when nothing more will be. */
export type LookAt = 'on_the_way' | 'the_end';

/**
 * One claimed attempt: its voice towards the control plane. What is emitted (steps, events, log) is written to a journal on disk at
 * once, sent in batches, and retried; it never throws and never fails the job. What is asked (progress, end, node, register)
 * throws ActionError when it is refused or can't be had.
 */
export interface AttemptSession {
  readonly claim: ClaimAnswer;
  start(step: ActionStep): void;
  done(step: ActionStep, data?: Readonly<Record<string, unknown>>): void;
  skip(step: ActionStep, reason: SkipReason): void;
  fail(step: ActionStep, failure: Failure): void;
  /** A finer event of our own, such as `engine.offer_refused`. */
  event(
    stage: string,
    status: 'started' | 'done' | 'failed' | 'skipped',
    data?: Readonly<Record<string, unknown>>,
  ): void;
  /** A line of the engine's log. */
  log(line: string): void;
  /** The step that was started last and neither done nor skipped; main tells it as failed when the command throws. */
  readonly current: ActionStep | undefined;

  /**
   * What a library job's stack has, as far as is known by now: told at once, should the run die. What was seen at the end is told
   * with the attempt's end too, however it ends; what was seen on the way is not, as more may have been made since. Never throws.
   */
  resources(report: LibraryReport, when: LookAt): Promise<void>;
  /** The heartbeat with something to say. Sent by itself every so often as well, so that the lease stays ours. */
  progress(report: { lease_released?: boolean; dns?: z.infer<typeof RecordedDns> | null }): Promise<CallbackAnswer>;
  /** The attempt's end; told once, a second call is ignored. Everything emitted before is sent first, unless it was cancelled. */
  end(
    report:
      | { status: 'completed'; dns?: z.infer<typeof RecordedDns> | null }
      | { status: 'failed' | 'cancelled'; failed_step?: ActionStep; error: Failure },
  ): Promise<void>;
  readonly ended: boolean;
  node(nodeId: string): Promise<z.infer<typeof NodeDetail>>;
  register(node: RegisterNode): Promise<void>;
  /** Sends what is left, as far as `withinMs` allows, and stops the heartbeat. What can't be sent stays in the journal, for `post`. */
  close(withinMs: number): Promise<void>;
}
