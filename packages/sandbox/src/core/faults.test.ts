import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Faults, pathMatches } from './faults.ts';
import { Store } from './store.ts';

let faults: Faults;

beforeEach(() => {
  faults = new Faults(new Store(':memory:'));
});

describe('a fault', () => {
  test('meets `count` matches after `skip` of them, then is gone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 5 }), (skip, count) => {
        faults.clear();
        faults.add({ request: { method: 'GET', path: '/v1/servers' }, skip, count, status: 500 });
        const met = Array.from({ length: 12 }, () => faults.meetRequest('GET', '/v1/servers') !== undefined);
        expect(met).toEqual(met.map((_, index) => index >= skip && index < skip + count));
        expect(faults.all()).toEqual([]);
      }),
    );
  });

  test('leaves other requests alone', () => {
    faults.add({ request: { method: 'POST', path: '/v1/servers' }, status: 500 });
    expect(faults.meetRequest('GET', '/v1/servers')).toBeUndefined();
    expect(faults.meetRequest('POST', '/v1/servers/1')).toBeUndefined();
    expect(faults.meetAction('create_server')).toBeUndefined();
    expect(faults.meetBoot('/v1/servers')).toBeUndefined();
    expect(faults.meetRequest('POST', '/v1/servers')).toMatchObject({ status: 500 });
  });

  test('waits for its turn behind one that was there first', () => {
    const path = '/v1/servers';
    faults.add({ request: { method: '*', path }, status: 500 });
    faults.add({ request: { method: '*', path: '/v1/**' }, status: 503, count: 2 });
    const statuses = Array.from({ length: 4 }, () => faults.meetRequest('GET', path)?.status);
    expect(statuses).toEqual([500, 503, 503, undefined]);
  });

  test('meets an action by its command and a boot by the name of the server', () => {
    faults.add({ action: 'create_server', code: 'server_error' });
    faults.add({ boot: '*', machine: 'never_boots' });
    expect(faults.meetAction('create_server')).toMatchObject({ code: 'server_error' });
    expect(faults.meetBoot('sg-s-1')).toMatchObject({ machine: 'never_boots' });
    expect(faults.meetBoot('sg-s-1')).toBeUndefined();
  });

  test('can be removed', () => {
    const { id } = faults.add({ boot: '*', machine: 'never_boots' });
    expect(faults.remove(id)).toBe(true);
    expect(faults.remove(id)).toBe(false);
  });
});

test.each([
  ['/v1/servers', '/v1/servers', true],
  ['/v1/servers', '/v1/servers/1', false],
  ['/v1/servers/*', '/v1/servers/1', true],
  ['/v1/servers/*', '/v1/servers/1/actions', false],
  ['/v1/servers/*/actions/*', '/v1/servers/1/actions/poweron', true],
  ['/v1/**', '/v1/servers/1/actions', true],
  ['/v1.x', '/v1yx', false],
])('the pattern %s and the path %s: %p', (pattern, path, expected) => {
  expect(pathMatches(pattern, path)).toBe(expected);
});
