import type { Call, Reply } from '../core/http.ts';
import type { Labels } from './documents.ts';
import { invalidInput } from './errors.ts';
import { parseSelector } from './labels.ts';

// Source: Hetzner Cloud API docs, "Pagination".
const PER_PAGE = 25;
const PER_PAGE_MAX = 50;

/** What a list can be filtered by; a resource without one of them is not filtered by it. */
interface Listed {
  id: number;
  name?: string | null;
  status?: string;
  labels?: Labels;
}

export interface ListingOptions<T> {
  /** Fields that `sort` accepts. */
  sortable: (keyof T & string)[];
  show: (document: T) => unknown;
}

/** One page of `documents`, filtered and sorted by the query, under `key`, with `meta.pagination`. */
export function listing<T extends Listed>(
  call: Call,
  key: string,
  documents: T[],
  { sortable, show }: ListingOptions<T>,
): Reply {
  const { query } = call;
  const found = sorted(filtered(documents, query), query.getAll('sort'), sortable);
  const page = positive(query, 'page', 1);
  const perPage = positive(query, 'per_page', PER_PAGE, PER_PAGE_MAX);
  const lastPage = Math.max(1, Math.ceil(found.length / perPage));
  return {
    status: 200,
    body: {
      [key]: found.slice((page - 1) * perPage, page * perPage).map(show),
      meta: {
        pagination: {
          page,
          per_page: perPage,
          previous_page: page > 1 ? page - 1 : null,
          next_page: page < lastPage ? page + 1 : null,
          last_page: lastPage,
          total_entries: found.length,
        },
      },
    },
  };
}

function filtered<T extends Listed>(documents: T[], query: URLSearchParams): T[] {
  const name = query.get('name');
  const statuses = query.getAll('status');
  const selects = parseSelector(query.get('label_selector') ?? '');
  return documents.filter(
    (document) =>
      (name === null || document.name === name) &&
      (statuses.length === 0 || document.status === undefined || statuses.includes(document.status)) &&
      selects(document.labels ?? {}),
  );
}

/** Sorted by the first `sort`, ties by the next ones; without any in the order in which the documents came. */
function sorted<T>(documents: T[], sorts: string[], sortable: (keyof T & string)[]): T[] {
  const orders = sorts.map((sort) => {
    const [name, direction = 'asc'] = sort.split(':');
    const field = sortable.find((candidate) => candidate === name);
    if (!field || !['asc', 'desc'].includes(direction)) {
      throw invalidInput('sort', `'${sort}' is not one of ${sortable.join(', ')} with :asc or :desc`);
    }
    return { field, sign: direction === 'asc' ? 1 : -1 };
  });
  return documents.toSorted((a, b) => {
    for (const { field, sign } of orders) {
      const difference = compare(a[field], b[field]);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  return left < right ? -1 : left > right ? 1 : 0;
}

function positive(query: URLSearchParams, field: string, absent: number, max = Number.MAX_SAFE_INTEGER): number {
  const text = query.get(field);
  if (text === null) return absent;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw invalidInput(field, 'must be a positive integer');
  if (value > max) throw invalidInput(field, `must be at most ${max}`);
  return value;
}

const NAME_LENGTH_MAX = 128;

/** The name of a resource of some kind (`network`, …): a text of 1 to 128 characters without control characters. */
export function validateName(value: unknown, kind: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw invalidInput('name', `${kind} name is required`);
  if (value.length > NAME_LENGTH_MAX) {
    throw invalidInput('name', `${kind} name must have at most ${NAME_LENGTH_MAX} characters`);
  }
  if (/\p{Cc}/u.test(value)) throw invalidInput('name', `${kind} name must not have control characters`);
  return value;
}
