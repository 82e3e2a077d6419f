import type { Reply } from '../core/http.ts';
import { CloudflareError, success } from './errors.ts';

/** The page that the query asks for, with the vendor's `result_info`. A page beyond the last is empty: clients stop there. */
export function pageReply(
  query: URLSearchParams,
  items: unknown[],
  perPage: { default: number; min: number; max: number },
): Reply {
  const page = integer(query, 'page', 1, 1, Number.MAX_SAFE_INTEGER);
  const size = integer(query, 'per_page', perPage.default, perPage.min, perPage.max);
  const shown = items.slice((page - 1) * size, page * size);
  return success(shown, {
    result_info: {
      page,
      per_page: size,
      count: shown.length,
      total_count: items.length,
      total_pages: Math.ceil(items.length / size),
    },
  });
}

function integer(query: URLSearchParams, name: string, absent: number, min: number, max: number): number {
  const given = query.get(name);
  if (given === null) return absent;
  const value = Number(given);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new CloudflareError(400, 1004, `${name} must be a whole number between ${min} and ${max}`);
}
