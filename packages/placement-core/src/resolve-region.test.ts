import { describe, expect, test } from '@jest/globals';
import { resolveRegion, UnknownRegionError } from './resolve-region.ts';

describe('the region of a request', () => {
  test.each(['sg', 'us', 'eu'] as const)('is %s where it is named', (name) => {
    expect(resolveRegion(name, 'eu')).toBe(name);
  });

  test.each([undefined, null, ''])('is the default for %j', (name) => {
    expect(resolveRegion(name)).toBe('sg');
    expect(resolveRegion(name, 'us')).toBe('us');
  });

  test.each(['SG', 'sin', 'mars', ' ', 'toString', '__proto__'])('is refused for %j', (name) => {
    expect(() => resolveRegion(name)).toThrow(UnknownRegionError);
    expect(() => resolveRegion(name)).toThrow(expect.objectContaining({ code: 'unknown_region' }));
    expect(() => resolveRegion(name)).toThrow(`region is one of sg, us, eu, not "${name}".`);
  });
});
