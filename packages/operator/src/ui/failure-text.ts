import { ApiFailure } from '../api/failure.ts';
import type { UI_WORDS } from './ui-words.ts';

type Words = Pick<(typeof UI_WORDS)['en' | 'ko'], 'notReached' | 'httpStatus' | 'noBody' | 'notJson'>;

/** What went wrong and what to do: our own failures in the reader's language, the control plane's as it has put it. */
export function failureText(error: Error, words: Words): string {
  if (!(error instanceof ApiFailure)) return error.message;
  const { code, status, message } = error;
  if (status === 0) return words.notReached;
  if (code === 'no_body') return words.noBody;
  if (code === 'not_json') return words.notJson;
  return code === `http_${status}` ? words.httpStatus(status) : message;
}
