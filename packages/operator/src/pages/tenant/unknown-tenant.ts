import { ApiFailure } from '../../api/failure.ts';

interface Answer {
  readonly data: unknown;
  readonly error: Error | null;
}

/**
 * The id in the address as soon as nobody is known to have it, until somebody has; `before` is what this said last. While it is
 * asked for again the error is gone for a moment, which is no reason to take away the page that a person works on.
 */
export function unknownTenant(before: string | undefined, id: string | undefined, answer: Answer): string | undefined {
  const { data, error } = answer;
  // A text that can't be a tenant's id is none either.
  if (error instanceof ApiFailure && (error.status === 404 || error.status === 400)) return id;
  return data === undefined && before === id ? id : undefined;
}
