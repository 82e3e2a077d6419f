import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inOrder, keepPlaces } from './shown-order.ts';

describe('rows that one works with', () => {
  test('stay where they are while others come above or between them', () => {
    expect(keepPlaces(['c', 'a'], ['d', 'c', 'b', 'a'])).toEqual({ ids: ['c', 'a'], fresh: 2, displaced: 0 });
  });

  test('are followed by what is loaded behind them', () => {
    expect(keepPlaces(['c', 'b'], ['c', 'b', 'a'])).toEqual(inOrder(['c', 'b', 'a']));
  });

  test('tell how many of them belong elsewhere', () => {
    expect(keepPlaces(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toMatchObject({ fresh: 0, displaced: 1 });
    expect(keepPlaces(['a', 'b', 'c'], ['a', 'c'])).toMatchObject({ displaced: 1 });
  });

  test('never move, are never there twice, and nothing is kept from coming', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 20 });
    fc.assert(
      fc.property(some, some, (shown, ids) => {
        const kept = keepPlaces(shown, ids);
        expect(kept.ids.slice(0, shown.length)).toEqual(shown);
        expect(new Set(kept.ids).size).toBe(kept.ids.length);
        const missing = ids.filter((id) => !kept.ids.includes(id));
        expect(kept.fresh).toBe(missing.length);
        if (kept.fresh + kept.displaced === 0) expect(kept.ids).toEqual(ids);
      }),
    );
  });
});
