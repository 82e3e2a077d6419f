import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IPV4_ADDRESSES, nthIpv4, nthIpv6Network } from './addresses.ts';
import { aServer, testCloud } from './testing.ts';

describe('public addresses', () => {
  test('no IPv4 address is a reserved one, whatever its number', () => {
    fc.assert(
      fc.property(fc.nat(), (n) => {
        const [first, second, third, last] = nthIpv4('127.80', n).split('.').map(Number);
        expect([first, second]).toEqual([127, 80]);
        expect(third).toBeGreaterThan(0);
        expect(third).toBeLessThan(256);
        expect(last).toBeGreaterThan(0);
        expect(last).toBeLessThan(255);
      }),
    );
  });

  test('the whole block is used once before an IPv4 address comes again', () => {
    const all = Array.from({ length: IPV4_ADDRESSES }, (_, n) => nthIpv4('127.80', n));
    expect(new Set(all).size).toBe(IPV4_ADDRESSES);
    expect(nthIpv4('127.80', IPV4_ADDRESSES)).toBe(all[0]);
  });

  test('IPv6 networks differ and are in canonical form', () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xffff_0000 }), fc.nat({ max: 0xffff_0000 }), (a, b) => {
        expect(nthIpv6Network(a) === nthIpv6Network(b)).toBe(a === b);
        expect(nthIpv6Network(a)).toMatch(/^2001:db8:[1-9a-f][0-9a-f]{0,3}:[1-9a-f][0-9a-f]{0,3}::\/64$/);
      }),
    );
  });

  test('no two addresses held at a time are the same, in whatever order they come and go, also beyond the wrap', async () => {
    const step = fc.constantFrom('create', 'create in another project', 'delete', 'wrap');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const cloud = testCloud({ actionTimeFactor: 0 });
        const { core, primaryIps } = cloud.hetzner;
        const other = core.projects.open({ hetznerToken: 'o'.repeat(64), cloudflareToken: 'o'.repeat(40) });
        const create = ({ hetznerToken }: { hetznerToken: string }, n: number) =>
          cloud.raw('POST', '/primary_ips', {
            headers: { authorization: `Bearer ${hetznerToken}` },
            body: JSON.stringify({ name: `ip-${n}`, type: 'ipv4', location: 'fsn1' }),
          });
        await create(cloud.project, -1);
        for (const [n, what] of steps.entries()) {
          if (what === 'create') await create(cloud.project, n);
          else if (what === 'create in another project') await create(other, n);
          else if (what === 'delete')
            await cloud.call('DELETE', `/primary_ips/${primaryIps.list(cloud.project.id)[0]?.id}`);
          else
            core.store.db
              .prepare('UPDATE sequence SET value = ? WHERE name = ?')
              .run(IPV4_ADDRESSES - 2, 'public_ipv4');
        }
        const ips = [cloud.project, other].flatMap(({ id }) => primaryIps.list(id).map(({ ip }) => ip));
        expect(new Set(ips).size).toBe(ips.length);
      }),
      { numRuns: 50 },
    );
  });

  test('a released address is not the next to be given out', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const first = await cloud.call('POST', '/servers', aServer('one'));
    await cloud.call('DELETE', `/servers/${first.body.server.id}`);
    const second = await cloud.call('POST', '/servers', aServer('two'));
    expect(second.body.server.public_net.ipv4?.ip).not.toBe(first.body.server.public_net.ipv4?.ip);
  });
});
