import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Call } from '../core/http.ts';
import { HetznerError } from './errors.ts';
import { listing, validateName } from './listing.ts';

interface Thing {
  id: number;
  name: string;
  status: string;
  labels: Record<string, string>;
}

const thing = (id: number, name: string, status = 'on'): Thing => ({ id, name, status, labels: { n: name } });

interface Page {
  things: Thing[];
  meta: { pagination: Record<string, number | null> };
}

function list(things: Thing[], query: string): Page {
  const call = { query: new URLSearchParams(query) } as Call;
  return listing(call, 'things', things, { sortable: ['id', 'name', 'status'], show: (shown) => shown }).body as Page;
}

describe('a list', () => {
  test('is walked to its end by next_page, each entry once', () => {
    fc.assert(
      fc.property(fc.nat(120), fc.integer({ min: 1, max: 50 }), (count, perPage) => {
        const things = Array.from({ length: count }, (_, index) => thing(index, `t${index}`));
        const seen: Thing[] = [];
        for (let page: number | null = 1; page !== null; ) {
          const { things: some, meta } = list(things, `page=${page}&per_page=${perPage}`);
          seen.push(...some);
          expect(meta.pagination.total_entries).toBe(count);
          expect(meta.pagination.previous_page).toBe(page > 1 ? page - 1 : null);
          page = meta.pagination.next_page ?? null;
        }
        expect(seen).toEqual(things);
      }),
    );
  });

  test('says where it stands even when it is empty', () => {
    expect(list([], '').meta.pagination).toEqual({
      page: 1,
      per_page: 25,
      previous_page: null,
      next_page: null,
      last_page: 1,
      total_entries: 0,
    });
  });

  test('is filtered by name, by any of several statuses, and by labels', () => {
    const things = [thing(1, 'a'), thing(2, 'b', 'off'), thing(3, 'c', 'gone')];
    const ids = (query: string) => list(things, query).things.map(({ id }) => id);
    expect(ids('name=b')).toEqual([2]);
    expect(ids('name=')).toEqual([]);
    expect(ids('status=off&status=gone')).toEqual([2, 3]);
    expect(ids('label_selector=n+in+(a,c)')).toEqual([1, 3]);
    expect(ids('label_selector=n&status=on')).toEqual([1]);
  });

  test('is sorted by several fields in turn, numbers as numbers', () => {
    const things = [thing(10, 'b'), thing(9, 'a'), thing(1, 'a', 'off')];
    const ids = (query: string) => list(things, query).things.map(({ id }) => id);
    expect(ids('sort=id')).toEqual([1, 9, 10]);
    expect(ids('sort=name&sort=id:desc')).toEqual([9, 1, 10]);
    expect(ids('sort=status:desc&sort=name:asc')).toEqual([9, 10, 1]);
  });

  test.each([
    'sort=colour',
    'sort=name:up',
    'sort=labels',
    'page=0',
    'page=x',
    'per_page=51',
    'per_page=-1',
    'page=1.5',
  ])('is refused with %s', (query) => {
    expect(() => list([], query)).toThrow(HetznerError);
  });
});

describe('a name', () => {
  test.each(['a', 'Größe 1', 'x'.repeat(128)])('may be "%s"', (name) => {
    expect(validateName(name, 'thing')).toBe(name);
  });

  test.each(['', ' ', 'x'.repeat(129), 'a\nb', 1, null, undefined])('is refused when it is %j', (name) => {
    expect(() => validateName(name, 'thing')).toThrow(HetznerError);
  });
});
