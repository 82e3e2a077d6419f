import { describe, expect, test } from '@jest/globals';
import { aServer, testCloud } from './testing.ts';

async function withNetwork(actionTimeFactor: number) {
  const cloud = testCloud({ actionTimeFactor });
  const network = (
    await cloud.call('POST', '/networks', {
      name: 'private',
      ip_range: '10.0.0.0/16',
      subnets: [
        { type: 'cloud', ip_range: '10.0.1.0/24', network_zone: 'eu-central' },
        { type: 'cloud', ip_range: '10.0.2.0/24', network_zone: 'eu-central' },
      ],
    })
  ).body.network.id;
  const server = (await cloud.call('POST', '/servers', aServer('web-1'))).body.server.id;
  await cloud.settled();
  const nets = async () => (await cloud.call('GET', `/servers/${server}`)).body.server.private_net;
  return { cloud, network, server, nets };
}

describe('private networks of a server', () => {
  test('it is attached at the address, with the aliases and in the subnet asked for, and detached again', async () => {
    const { cloud, network, server, nets } = await withNetwork(1);
    const attached = await cloud.call('POST', `/servers/${server}/actions/attach_to_network`, {
      network,
      ip: '10.0.1.7',
      alias_ips: ['10.0.1.8'],
    });
    expect(attached.body.action).toMatchObject({ command: 'attach_to_network', status: 'running' });
    await cloud.settled();
    expect(await nets()).toMatchObject([{ network, ip: '10.0.1.7', alias_ips: ['10.0.1.8'] }]);
    await cloud.call('POST', `/servers/${server}/actions/detach_from_network`, { network });
    await cloud.settled();
    expect(await nets()).toEqual([]);
    await cloud.call('POST', `/servers/${server}/actions/attach_to_network`, { network, ip_range: '10.0.2.0/24' });
    await cloud.settled();
    expect(await nets()).toMatchObject([{ ip: '10.0.2.1' }]);
  });

  test.each([
    ['an unknown network', 'attach', { network: 999 }, 404, 'not_found'],
    ['an address outside of it', 'attach', { ip: '10.9.0.1' }, 422, 'ip_not_available'],
    ['an address twice', 'attach', { ip: '10.0.1.7', alias_ips: ['10.0.1.7'] }, 422, 'ip_not_available'],
    ['a subnet that it has not', 'attach', { ip_range: '10.0.9.0/24' }, 422, 'no_subnet_available'],
    ['one that it is not attached to', 'detach', {}, 422, 'server_not_attached'],
  ])('%s is refused', async (_what, verb, fields, status, code) => {
    const { cloud, network, server, nets } = await withNetwork(0);
    const path = `/servers/${server}/actions/${verb === 'attach' ? 'attach_to' : 'detach_from'}_network`;
    const refused = await cloud.call('POST', path, { network, ...fields });
    expect([refused.status, refused.body.error.code]).toEqual([status, code]);
    expect(await nets()).toEqual([]);
  });

  test('an attachment while a subnet goes away is refused, so that no address lies outside of them', async () => {
    const { cloud, network, server, nets } = await withNetwork(1);
    await cloud.call('POST', `/networks/${network}/actions/delete_subnet`, { ip_range: '10.0.1.0/24' });
    const attach = () => cloud.call('POST', `/servers/${server}/actions/attach_to_network`, { network });
    const refused = await attach();
    expect([refused.status, refused.body.error.code]).toEqual([409, 'conflict']);
    await cloud.settled();
    expect((await attach()).status).toBe(201);
    expect(await nets()).toMatchObject([{ ip: '10.0.2.1' }]);
  });

  test('a second attachment is refused', async () => {
    const { cloud, network, server } = await withNetwork(0);
    await cloud.call('POST', `/servers/${server}/actions/attach_to_network`, { network });
    const refused = await cloud.call('POST', `/servers/${server}/actions/attach_to_network`, { network });
    expect(refused.body.error.code).toBe('server_already_attached');
  });
});
