import { type CallbackRequest, UI_STEPS } from '@prego/contracts';
import type { ActionStep, AttemptSession, Failure } from './attempt-session.ts';
import { cutBytes } from './log-pieces.ts';

/** What an error's message may have (CallbackRequest): a megabyte is what a whole body may have. */
const MESSAGE_MAX_BYTES = 65_536;

export type End = Parameters<AttemptSession['end']>[0];

/** The stage of a UI step. */
export const stageOf = (step: ActionStep): string => (UI_STEPS[step - 1] as (typeof UI_STEPS)[number]).stage;

/** The callback by which an attempt ends. */
export function endReport(end: End, attempt: number, masked: (text: string) => string): CallbackRequest {
  if (end.status === 'completed') return { ...end, attempt };
  const { status, failed_step, error } = end;
  return {
    status,
    attempt,
    ...(failed_step !== undefined && { failed_stage: stageOf(failed_step) }),
    error: { code: codeOf(error), message: messageOf(error, masked) },
  };
}

/** The remedy goes with the message, as in what the control plane itself writes there. */
function messageOf({ message, remedy }: Failure, masked: (text: string) => string): string {
  const whole = masked(remedy === undefined || message.includes(remedy) ? message : `${message} ${remedy}`);
  return cutBytes(whole.toWellFormed(), MESSAGE_MAX_BYTES)[0] ?? '';
}

/** As the control plane takes codes (jobs.ts of contracts): a callback must not be refused for the sake of one. */
const codeOf = ({ code }: Failure): string => {
  const letters = code.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 64);
  return /^[A-Za-z]/.test(letters) ? letters : 'internal';
};
