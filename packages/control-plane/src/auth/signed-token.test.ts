import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Keys } from '../config.ts';
import { mintLaunchToken, readLaunchToken } from './launch-token.ts';
import { isVersionTaken, nodeTokenFor, readNodeToken } from './node-token.ts';
import { signToken, verifyToken } from './signed-token.ts';

const OLD = 'the old key of these tests, long enough';
const NEW = 'the new key of these tests, long enough';
const ids = fc.stringMatching(/^[A-Za-z0-9_-]{1,63}$/);
const numbers = fc.nat({ max: 9_999_999_999_999 });

describe('a signed token', () => {
  test('says what was signed', async () => {
    await fc.assert(
      fc.asyncProperty(ids, numbers, async (subject, qualifier) => {
        const token = await signToken([NEW], 'node', subject, qualifier);
        expect(await verifyToken([NEW], 'node', token)).toEqual({ subject, qualifier });
      }),
    );
  });

  test('says nothing once any character of it is another', async () => {
    await fc.assert(
      fc.asyncProperty(
        ids,
        numbers,
        fc.nat(),
        fc.string({ maxLength: 2 }),
        async (subject, qualifier, place, other) => {
          const token = await signToken([NEW], 'node', subject, qualifier);
          const at = place % token.length;
          const changed = token.slice(0, at) + other + token.slice(at + 1);
          fc.pre(changed !== token);
          expect(await verifyToken([NEW], 'node', changed)).toBeUndefined();
        },
      ),
    );
  });

  test('is not one of another kind, nor of another key', async () => {
    const token = await signToken([NEW], 'node', 'acme', 1);
    expect(await verifyToken([NEW], 'launch', token)).toBeUndefined();
    expect(await verifyToken([NEW], 'launch', token.replace('node', 'launch'))).toBeUndefined();
    expect(await verifyToken([OLD], 'node', token)).toBeUndefined();
  });

  test('is signed by the newest key and taken of both while a key is rotated', async () => {
    const rotating: Keys = [NEW, OLD];
    const old = await signToken([OLD], 'node', 'acme', 1);
    expect(await verifyToken(rotating, 'node', old)).toBeDefined();
    expect(await verifyToken([NEW], 'node', await signToken(rotating, 'node', 'acme', 1))).toBeDefined();
    expect(await verifyToken([NEW], 'node', old)).toBeUndefined();
  });
});

describe('a node token', () => {
  test('is the same on every re-run, and another for another node, version or key', async () => {
    const token = await nodeTokenFor([NEW], 'sg-s-22222222', 1);
    expect(await nodeTokenFor([NEW, OLD], 'sg-s-22222222', 1)).toBe(token);
    const others = [
      await nodeTokenFor([NEW], 'sg-s-22222223', 1),
      await nodeTokenFor([NEW], 'sg-s-22222222', 2),
      await nodeTokenFor([OLD], 'sg-s-22222222', 1),
    ];
    expect(new Set([token, ...others]).size).toBe(4);
    expect(await readNodeToken([NEW], token)).toEqual({ node_id: 'sg-s-22222222', version: 1 });
  });

  test('of the version before is still taken; one of two versions before, or of the next, is not', () => {
    expect([1, 2, 3, 4].filter((version) => isVersionTaken(version, 3))).toEqual([2, 3]);
  });
});

describe('a Launch token', () => {
  test('opens until its time is over', async () => {
    const token = await mintLaunchToken([NEW], 'acme', 1000);
    expect(await readLaunchToken([NEW], token, 999)).toEqual({ tenant_id: 'acme', expired: false });
    expect(await readLaunchToken([NEW], token, 1000)).toEqual({ tenant_id: 'acme', expired: true });
  });

  test('can stand in the fragment of a URL as it is', async () => {
    const token = await mintLaunchToken([NEW], 'a_cme-1', Date.now());
    expect(new URL(`https://prego.test/launch#${token}`).hash).toBe(`#${token}`);
    expect(encodeURIComponent(token)).toBe(token);
  });
});
