import { describe, expect, jest, test } from '@jest/globals';
import { aServer, testCloud } from './testing.ts';

describe('the API below /v1', () => {
  test.each([
    ['no header', undefined],
    ['an unknown token', `Bearer ${'x'.repeat(64)}`],
    ['another scheme', `Basic ${'h'.repeat(64)}`],
  ])('answers 401 to %s', async (_what, authorization) => {
    const cloud = testCloud();
    const response = await cloud.raw(
      'GET',
      '/servers',
      authorization === undefined ? {} : { headers: { authorization } },
    );
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual({
      error: { code: 'unauthorized', message: 'unable to authenticate', details: null },
    });
  });

  test('shows a project nothing of another one', async () => {
    const cloud = testCloud();
    const { server } = (await cloud.call('POST', '/servers', aServer('web-1'))).body;
    const other = cloud.hetzner.core.projects.open({ hetznerToken: 'o'.repeat(64), cloudflareToken: 'o'.repeat(40) });
    const headers = { authorization: `Bearer ${other.hetznerToken}` };
    expect((await cloud.raw('GET', `/servers/${server.id}`, { headers })).status).toBe(404);
    expect(await (await cloud.raw('GET', '/servers', { headers })).json()).toMatchObject({ servers: [] });
  });

  test.each([
    ['GET', '/load_balancers'],
    ['POST', '/servers/1/actions/enable_rescue'],
    ['PATCH', '/servers/1'],
  ])('answers 501 with the route to %s %s', async (method, path) => {
    const cloud = testCloud();
    const { status, body } = await cloud.call(method, path);
    expect([status, body.error]).toEqual([
      501,
      { code: 'not_implemented', message: `the sandbox does not serve ${method} /v1${path}`, details: null },
    ]);
  });

  test.each([['/datacenters'], ['/datacenters/1'], ['/actions']])(
    'answers 410 to GET %s, which is retired',
    async (path) => {
      const cloud = testCloud();
      const { status, body } = await cloud.call('GET', path);
      expect(status).toBe(410);
      expect(body.error).toMatchObject({
        code: 'deprecated_api_endpoint',
        details: { announcement: expect.stringMatching(/^https:\/\/docs\.hetzner\.cloud\/changelog#/) },
      });
    },
  );

  test.each(['servers', 'networks', 'firewalls', 'volumes', 'primary_ips', 'ssh_keys', 'placement_groups', 'images'])(
    'answers 404 to an id of %s that is no number',
    async (kind) => {
      const { status, body } = await testCloud().call('GET', `/${kind}/web-1`);
      expect([status, body.error.code]).toEqual([404, 'not_found']);
    },
  );

  test('refuses a body that is not JSON', async () => {
    const cloud = testCloud();
    const headers = { authorization: `Bearer ${cloud.project.hetznerToken}` };
    const response = await cloud.raw('POST', '/servers', { headers, body: '{"name":' });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { code: 'json_error' } });
  });

  test('names every field at fault', async () => {
    const cloud = testCloud();
    const { body } = await cloud.call('POST', '/servers', { name: 1, image: true, server_type: 'cx23' });
    expect(body.error).toMatchObject({
      code: 'invalid_input',
      message: "invalid input in fields 'name', 'image'",
      details: { fields: [{ name: 'name' }, { name: 'image' }] },
    });
  });

  test('answers 500 to a mistake of its own and keeps nothing of the request', async () => {
    const cloud = testCloud();
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    cloud.hetzner.core.ledger.open = () => {
      throw new Error('broken on purpose');
    };
    const { status, body } = await cloud.call('POST', '/servers', aServer('web-1'));
    expect([status, body.error.code]).toEqual([500, 'server_error']);
    expect(log).toHaveBeenCalledWith(expect.objectContaining({ message: 'broken on purpose' }));
    log.mockRestore();
    expect(cloud.hetzner.servers.list(cloud.project.id)).toEqual([]);
  });

  test('writes every request and its answer into the journal', async () => {
    const cloud = testCloud();
    await cloud.call('GET', '/servers?page=2');
    await cloud.call('POST', '/servers', { name: 'x' });
    expect(cloud.hetzner.core.journal.entries()).toMatchObject([
      { method: 'GET', path: '/v1/servers?page=2', status: 200, project: cloud.project.id },
      { method: 'POST', path: '/v1/servers', status: 422, request: '{"name":"x"}' },
    ]);
  });
});

describe('the budget of requests', () => {
  const budget = (headers: Headers) =>
    ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'].map((name) => Number(headers.get(name)));

  test('is told with every answer, also a refusal', async () => {
    const cloud = testCloud();
    const seconds = cloud.hetzner.core.clock.now() / 1000;
    expect(budget((await cloud.call('GET', '/servers')).headers)).toEqual([3600, 3599, seconds + 1]);
    expect(budget((await cloud.call('GET', '/servers/7')).headers)).toEqual([3600, 3598, seconds + 2]);
    expect(budget((await cloud.call('GET', '/nonsense')).headers)).toEqual([3600, 3597, seconds + 3]);
  });

  test('refuses with 429 once it is used up, and refills with the time', async () => {
    const cloud = testCloud();
    cloud.hetzner.rateLimits.drainTo(cloud.project, 1, cloud.hetzner.core.clock.now());
    expect((await cloud.call('GET', '/servers')).status).toBe(200);
    const refused = await cloud.call('POST', '/servers', aServer('web-1'));
    expect([refused.status, refused.body.error.code]).toEqual([429, 'rate_limit_exceeded']);
    expect(budget(refused.headers).slice(0, 2)).toEqual([3600, 0]);
    expect(cloud.hetzner.servers.list(cloud.project.id)).toEqual([]);
    cloud.pass(1000);
    expect((await cloud.call('GET', '/servers')).status).toBe(200);
    expect((await cloud.call('GET', '/servers')).status).toBe(429);
  });

  test('is that of the project, with the limit of the project', async () => {
    const cloud = testCloud({ limits: { requestsPerHour: 2 } });
    const other = cloud.hetzner.core.projects.open({ hetznerToken: 'o'.repeat(64), cloudflareToken: 'o'.repeat(40) });
    for (const status of [200, 200, 429]) expect((await cloud.call('GET', '/servers')).status).toBe(status);
    const headers = { authorization: `Bearer ${other.hetznerToken}` };
    expect((await cloud.raw('GET', '/servers', { headers })).status).toBe(200);
    cloud.hetzner.core.projects.setLimits(cloud.project.id, { ...cloud.project.limits, requestsPerHour: 10 });
    expect(budget((await cloud.call('GET', '/servers')).headers).slice(0, 2)).toEqual([10, 9]);
  });
});

describe('faults', () => {
  test("answer instead of the API, in the vendor's words, as often as they say", async () => {
    const cloud = testCloud();
    cloud.hetzner.core.faults.add({
      request: { method: 'POST', path: '/v1/servers' },
      status: 412,
      code: 'resource_unavailable',
      message: 'error during placement',
      headers: { 'retry-after': '7' },
    });
    const refused = await cloud.call('POST', '/servers', aServer('web-1'));
    expect([refused.status, refused.body.error]).toEqual([
      412,
      { code: 'resource_unavailable', message: 'error during placement', details: null },
    ]);
    expect(refused.headers.get('retry-after')).toBe('7');
    expect((await cloud.call('POST', '/servers', aServer('web-1'))).status).toBe(201);
  });

  test.each([
    [429, 'rate_limit_exceeded'],
    [423, 'locked'],
    [500, 'server_error'],
    [502, 'bad_gateway'],
    [599, 'server_error'],
  ])('with status %i alone have the code %s', async (status, code) => {
    const cloud = testCloud();
    cloud.hetzner.core.faults.add({ request: { method: '*', path: '/v1/**' }, status });
    const refused = await cloud.call('GET', '/servers');
    expect([refused.status, refused.body.error.code]).toEqual([status, code]);
  });
});
