import type { Failure } from './control-plane/attempt-session.ts';

/** The runner cuts an annotation's text here (actions/runner, ExecutionContext: 4,096 characters). */
export const ANNOTATION_LENGTH = 4096;
/** GitHub keeps so many annotations of each kind from one step, and drops what is more. */
export const ANNOTATIONS_OF_A_KIND = 10;

/** `code: what. Remedy.`; the remedy has a line of its own behind a list. What a person reads first. */
export function failureText({ code, message, remedy }: Failure): string {
  const words = message.trimEnd();
  const list = message.endsWith('\n');
  const what = list || /[.!?]$/.test(words) ? words : `${words}.`;
  return [`${code}: ${what}`, ...(remedy ? [remedy] : [])].join(list ? '\n' : ' ');
}
