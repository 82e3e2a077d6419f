import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalServer, localServer } from '../testing/local-server.ts';
import { HetznerApi } from './hetzner-api.ts';
import { lookUpNetwork } from './network-lookup.ts';

/** What a path answers; whatever is not there is 404. */
let answers: Record<string, unknown>;
let asked: string[];
let api: LocalServer;
beforeEach(async () => {
  answers = {};
  asked = [];
  api = await localServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://api');
    asked.push(pathname);
    const answer = answers[pathname];
    if (answer === undefined) {
      return response.writeHead(404).end(JSON.stringify({ error: { code: 'not_found', message: 'there is none' } }));
    }
    return response.writeHead(200).end(JSON.stringify(answer));
  });
});
afterEach(() => api.close());

const lookUp = () => lookUpNetwork(new HetznerApi({ endpoint: api.url, token: 'h'.repeat(64) }), 7);
const network = (more: object) => ({
  network: { ...{ name: 'office', ip_range: '10.0.0.0/16', servers: [], load_balancers: [] }, subnets: [], ...more },
});
const attached = (id: number, ...private_net: object[]) => ({ id, private_net });

describe('a network', () => {
  test('that is not there is undefined', async () => {
    expect(await lookUp()).toBeUndefined();
  });

  test('is told with its subnets, but for those whose range is not chosen yet', async () => {
    const subnets = [
      { ip_range: '10.0.1.0/24', network_zone: 'eu-central' },
      { ip_range: null, network_zone: 'us-east' },
    ];
    answers['/networks/7'] = network({ subnets });
    expect(await lookUp()).toEqual({
      ...{ name: 'office', ipRange: '10.0.0.0/16', servers: 0, taken: [] },
      subnets: [{ ipRange: '10.0.1.0/24', networkZone: 'eu-central' }],
    });
  });

  test('has taken what servers have in it, aliases too, and load balancers', async () => {
    answers = {
      '/networks/7': network({ servers: [1, 2], load_balancers: [1] }),
      '/servers/1': {
        server: attached(1, { network: 6, ip: '10.9.0.2' }, { network: 7, ip: '10.0.1.2', alias_ips: ['10.0.1.3'] }),
      },
      // And the second has gone in between.
      '/load_balancers/1': { load_balancer: attached(1, { network: 7, ip: '10.0.1.4' }) },
    };
    expect((await lookUp())?.taken).toEqual([
      { ip: '10.0.1.2', serverId: '1' },
      { ip: '10.0.1.3', serverId: '1' },
      { ip: '10.0.1.4' },
    ]);
  });

  test('with many servers is read from their list, and by id what that has missed', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => index + 1);
    const server = (id: number) => attached(id, { network: 7, ip: `10.0.1.${id + 1}` });
    answers = {
      '/networks/7': network({ servers: ids }),
      '/servers': { servers: ids.slice(1).map(server), meta: { pagination: { next_page: null } } },
      '/servers/1': { server: server(1) },
    };
    const found = await lookUp();
    expect(found?.taken).toHaveLength(30);
    expect(asked).toEqual(['/networks/7', '/servers', '/servers/1']);
  });
});
