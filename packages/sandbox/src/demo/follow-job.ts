import { setTimeout as sleep } from 'node:timers/promises';
import { ProvisionTraceDetail, type UiStep } from '@prego/contracts';
import type { ControlPlaneClient } from './control-plane-client.ts';

const LOOK_EVERY_MS = 150;

/** A step as it has ended. */
export type EndedStep = UiStep & { readonly state: 'done' | 'skipped' | 'failed' };
export type FollowedAttempt = ProvisionTraceDetail['attempts'][number];

export interface Follow {
  readonly stop: AbortSignal;
  /** Milliseconds after which a job that has not ended is an error. */
  readonly withinMs: number;
  /** Told of each step of the attempt once, in their order, as soon as it and all before it have ended. */
  readonly onStep: (step: EndedStep) => void;
}

/** Follows the job's newest attempt to its end, as an operator's page does. Throws at the stop, and when it takes too long. */
export async function followJob(
  controlPlane: Pick<ControlPlaneClient, 'get'>,
  jobId: string,
  { stop, withinMs, onStep }: Follow,
): Promise<{ job: ProvisionTraceDetail['job']; attempt: FollowedAttempt }> {
  const deadline = performance.now() + withinMs;
  let told = 0;
  for (;;) {
    const detail = await controlPlane.get(`/internal/provision-trace-detail?job_id=${jobId}`, ProvisionTraceDetail);
    const { job } = detail;
    const attempt = detail.attempts.find((one) => one.attempt === job.attempt);
    for (let step = attempt?.steps[told]; step && isEnded(step); step = attempt?.steps[++told]) onStep(step);
    if (attempt && attempt.ended_at !== null) return { job, attempt };
    if (performance.now() > deadline) {
      throw new Error(`${jobId} is ${job.status} after ${withinMs / 1000} s. ${whereToLook(attempt?.run_url)}`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop });
  }
}

const isEnded = (step: UiStep): step is EndedStep => step.state !== 'pending' && step.state !== 'started';

/** Where the run of a job that went wrong can be read once the demo has ended. */
export function whereToLook(runUrl: string | null | undefined): string {
  return runUrl ? `Its run, which \`npm run sandbox\` shows again: ${runUrl}` : 'No run of it was begun.';
}
