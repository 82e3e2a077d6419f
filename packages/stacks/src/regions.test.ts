import { describe, expect, test } from '@jest/globals';
import { regionOfPlace, resolveLocation, resolveRegion } from './regions.ts';

describe('resolveRegion', () => {
  test('gives sg where none is asked for', () => {
    expect(resolveRegion().region).toBe('sg');
  });

  test.each(['', 'SG', 'asia', 'toString'])('refuses %j and names those there are', (name) => {
    expect(() => resolveRegion(name)).toThrow('Use one of sg, us, eu.');
  });
});

describe('resolveLocation', () => {
  test("gives the region's first choice where none is asked for", () => {
    expect(resolveLocation(resolveRegion('us'))).toEqual({ name: 'ash', networkZone: 'us-east' });
  });

  test('refuses the location of another region', () => {
    expect(() => resolveLocation(resolveRegion('eu'), 'sin')).toThrow('Use one of fsn1, nbg1, hel1.');
  });
});

test.each([
  ['hil', 'us'],
  ['us-east', 'us'],
  ['hel1', 'eu'],
  ['ap-southeast', 'sg'],
  ['moon', undefined],
  ['', undefined],
])('the place %j is of the region %s', (place, region) => {
  expect(regionOfPlace(place)).toBe(region);
});
