import { oneOf, textOf } from '../../plain-search.ts';
import { ERROR_AREAS, type ErrorArea } from './error-docs.ts';

/** What the address of the page says. */
export interface ErrorsSearch {
  /** The code that is read. */
  code?: string | undefined;
  q?: string | undefined;
  area?: ErrorArea | undefined;
}

export function errorsSearch(raw: Record<string, unknown>): ErrorsSearch {
  const code = textOf(raw.code);
  const q = textOf(raw.q);
  const area = oneOf(ERROR_AREAS, raw.area);
  return { ...(code && { code }), ...(q && { q }), ...(area && { area }) };
}
