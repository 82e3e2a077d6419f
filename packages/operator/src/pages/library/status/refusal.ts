import { ApiFailure } from '../../../api/failure.ts';

/** What the control plane may refuse of what is asked for here, beside what it refuses everywhere. */
export const REFUSALS = [
  'name_mismatch',
  'move_refused',
  'job_active',
  'conflict',
  'provisioning_not_found',
  'forbidden',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The refusal in the reader's words; the control plane's own stay where there are no others. */
export function refusalIn(error: unknown, words: Readonly<Record<Refusal, string>>): unknown {
  if (!(error instanceof ApiFailure)) return error;
  const code = REFUSALS.find((known) => known === error.code);
  if (code === undefined) return error;
  const requestId = error.requestId === undefined ? {} : { requestId: error.requestId };
  return new ApiFailure(code, words[code], error.status, requestId);
}

/** What `act` answers; a refusal of it is thrown in the reader's words. */
export async function inWords<Answer>(
  words: Readonly<Record<Refusal, string>>,
  act: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    throw refusalIn(error, words);
  }
}
