import { ApiFailure } from '../../api/failure.ts';
import { EMPTY_LOG, type LogText } from './log-text.ts';

/** Whether the control plane has removed the log, as it does with each when its time is over. */
export const isGone = (error: unknown): boolean => error instanceof ApiFailure && error.code === 'log_gone';

/** What there is of a log once it was removed: nothing, and no more comes. */
const GONE_LOG: LogText = { ...EMPTY_LOG, ended: true, gone: true };

/** What `read` answers; that a log was removed is no failure. What is gone is not asked for again. */
export async function unlessGone(known: LogText, read: () => Promise<LogText>): Promise<LogText> {
  if (known.gone) return known;
  try {
    return await read();
  } catch (error) {
    if (isGone(error)) return GONE_LOG;
    throw error;
  }
}
