import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Load } from '../boot/load.ts';
import { cloudflareApp } from '../cloudflare/app.ts';
import { openCloudflare } from '../cloudflare/cloudflare.ts';
import { type Core, openCore } from '../core/core.ts';
import { openGithub } from '../github/github.ts';
import { isAvailable } from '../hetzner/catalog/server-types.ts';
import { type Hetzner, openHetzner } from '../hetzner/hetzner.ts';
import { controlApp } from './app.ts';
import type { Control } from './control.ts';

let wall: number;
let core: Core;
let hetzner: Hetzner;
let control: Control;
let changes: number;
let loads: Map<number, Partial<Load>>;

beforeEach(() => {
  wall = Date.parse('2026-11-21T01:00:00Z');
  let seed = 0;
  const randomHex = (bytes: number) => (++seed).toString(16).padStart(bytes * 2, '0');
  core = openCore({ path: ':memory:', wall: () => wall, randomHex });
  changes = 0;
  core.changed = () => {
    changes++;
  };
  hetzner = openHetzner(core, { actionTimeFactor: 0, addressBlock: '127.80' });
  loads = new Map();
  const machines = {
    list: () => [{ name: 'sg-s-1' }],
    setLoad: (id: number, load: Partial<Load>) => id === 7 && Boolean(loads.set(id, load)),
  };
  const github = openGithub(core, () => 'http://127.0.0.1:1');
  control = { core, hetzner, cloudflare: openCloudflare(core), github, machines };
});

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a client without types would
async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await controlApp(control).request(`/_sandbox${path}`, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

async function newProject(settings: unknown = {}) {
  return (await call('POST', '/projects', settings)).body;
}

function bill(project: number, resource: string): void {
  core.ledger.open({
    project,
    kind: 'server',
    resource,
    name: `server-${resource}`,
    labels: {},
    hourlyEur: '0.0100',
    monthlyEur: '6.0000',
    fromMs: core.clock.now(),
  });
}

describe('projects', () => {
  test('are made with tokens of their own that open the APIs', async () => {
    const first = await call('POST', '/projects', { zone: 'tenants.example', limits: { servers: 2 } });
    const second = await newProject();

    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      id: expect.any(Number),
      hetzner_token: expect.stringMatching(/^[0-9a-zA-Z]{64}$/),
      cloudflare_token: expect.stringMatching(/^[0-9a-zA-Z]{40}$/),
      github_token: expect.stringMatching(/^ghp_[0-9a-zA-Z]{36}$/),
      github_repository: 'prego/provisioning',
      zones: [{ id: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'tenants.example' }],
      limits: { servers: 2, cores: 1000, requests_per_hour: 3600 },
    });
    expect(second.hetzner_token).not.toBe(first.body.hetzner_token);
    const headers = { authorization: `Bearer ${first.body.cloudflare_token}` };
    const zones = await cloudflareApp(control.cloudflare).request('/client/v4/zones', { headers });
    expect(await zones.json()).toMatchObject({ result: [{ name: 'tenants.example' }] });
  });

  test('are listed, changed and removed', async () => {
    const { id, cloudflare_token } = await newProject({ zone: 'a.example' });
    const changed = await call('PATCH', `/projects/${id}`, { limits: { cores: 8 }, zone: 'b.example' });
    expect(changed.body).toMatchObject({ limits: { servers: 100, cores: 8 } });
    expect(changed.body.zones).toHaveLength(2);
    expect((await call('GET', '/projects')).body.projects).toEqual([changed.body]);

    expect((await call('DELETE', `/projects/${id}`)).status).toBe(204);
    expect(core.projects.byCloudflareToken(cloudflare_token)).toBeUndefined();
    expect((await call('GET', `/projects/${id}`)).body.error.code).toBe('not_found');
    expect(core.store.db.prepare('SELECT COUNT(*) AS left FROM document').get()).toEqual({ left: 0 });
  });

  test('are never called by the number of one that was removed', async () => {
    const { id } = await newProject();
    await call('DELETE', `/projects/${id}`);
    expect((await newProject()).id).toBeGreaterThan(id);
  });

  test('have their budgets drained', async () => {
    const { id } = await newProject();
    const project = core.projects.byId(id);
    if (!project) throw new Error('no project');
    await call('POST', `/projects/${id}/budget`, { remaining: 1 });
    await call('POST', `/projects/${id}/budget`, { remaining: 0, vendor: 'cloudflare' });
    expect([1, 2].map(() => hetzner.rateLimits.take(project, core.clock.now()).allowed)).toEqual([true, false]);
    expect(control.cloudflare.rateLimit.take(id, core.clock.now()).allowed).toBe(false);

    await call('POST', `/projects/${id}/reset`);
    expect(hetzner.rateLimits.take(project, core.clock.now()).remaining).toBe(3599);
    expect(control.cloudflare.rateLimit.take(id, core.clock.now()).remaining).toBe(1199);
  });

  test('get a new token at a vendor that refuses the old one from then on, and keep what they hold', async () => {
    const { id, hetzner_token, cloudflare_token, zones } = await newProject({ zone: 'tenants.example' });
    const opens = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const { status } = await cloudflareApp(control.cloudflare).request('/client/v4/zones', { headers });
      return status;
    };
    const rotated = (await call('POST', `/projects/${id}/rotate`, { vendor: 'cloudflare' })).body;
    expect(rotated).toMatchObject({ id, hetzner_token, zones });
    expect([await opens(cloudflare_token), await opens(rotated.cloudflare_token)]).toEqual([403, 200]);

    const { body } = await call('POST', `/projects/${id}/rotate`, { vendor: 'hetzner' });
    expect(body).toMatchObject({ id, cloudflare_token: rotated.cloudflare_token, zones });
    expect(core.projects.byHetznerToken(hetzner_token)).toBeUndefined();
    expect(core.projects.byHetznerToken(body.hetzner_token)).toMatchObject({ id });
    expect((await call('POST', `/projects/${id}/rotate`)).body.error.message).toContain('vendor: ');
  });

  test.each([
    [{ limits: { servers: -1 } }, 'limits.servers: '],
    [{ zone: 'NotAZone' }, 'zone: must be a domain name'],
    [{ token: 'mine' }, 'body: Unrecognized key: "token"'],
  ])('refuse %j by the name of the field', async (settings, message) => {
    const { status, body } = await call('POST', '/projects', settings);
    expect([status, body.error.code]).toEqual([400, 'invalid_input']);
    expect(body.error.message).toContain(message);
  });
});

describe('a reset', () => {
  async function fill(): Promise<number> {
    const { id } = await newProject({ zone: 'tenants.example' });
    core.store.collection('server').put(id, { id: 1, name: 'sg-s-1' });
    core.store.collection('github_run').put(id, { id: 1, name: 'drift.yml' });
    core.store.collection('dns_record').put(id, { id: 'abc', name: 'x.tenants.example' });
    core.store.db.prepare('INSERT INTO due (project, action, at) VALUES (?, 1, 1)').run(id);
    bill(id, '1');
    return id;
  }

  function left(project: number): unknown {
    const count = (sql: string) => (core.store.db.prepare(sql).get(project) as { n: number }).n;
    return {
      kinds: core.store.db.prepare('SELECT DISTINCT kind FROM document WHERE project = ?').all(project),
      due: count('SELECT COUNT(*) AS n FROM due WHERE project = ?'),
      bills: count('SELECT COUNT(*) AS n FROM ledger WHERE project = ?'),
    };
  }

  const kept = ['github_repository', 'github_token', 'github_workflow', 'zone'];
  const EMPTY = { kinds: kept.map((kind) => ({ kind })), due: 0, bills: 0 };

  test('of one project empties it, keeps its tokens and zones, and leaves the others', async () => {
    const [first, second] = [await fill(), await fill()];
    const before = (await call('GET', `/projects/${first}`)).body;
    changes = 0;

    expect((await call('POST', `/projects/${first}/reset`)).body).toEqual(before);
    expect(left(first)).toEqual(EMPTY);
    expect(left(second)).toMatchObject({ due: 1, bills: 1 });
    expect(changes).toBeGreaterThan(0);
  });

  test('of everything empties all projects, the journal, the faults and what is sold out', async () => {
    const [first, second] = [await fill(), await fill()];
    await call('POST', '/faults', { boot: '*', machine: 'never_boots' });
    await call('POST', '/inbox/hello', {});
    await call('PUT', '/availability', { unavailable: [{ server_type: 'cx23', location: 'fsn1' }] });
    await call('POST', '/clock', { advance: '1d' });
    const lastId = core.store.next('hetzner');

    const { status, body } = await call('POST', '/reset');
    expect(status).toBe(200);
    expect(body).toMatchObject({ faults: [], unavailable: [], ledger: { open: 0, total_eur: 0 } });
    expect([left(first), left(second)]).toEqual([EMPTY, EMPTY]);
    expect((await call('GET', '/journal')).body.entries).toEqual([]);
    expect(core.clock.now()).toBe(wall + 86_400_000);
    expect(core.store.next('hetzner')).toBe(lastId + 1);
  });
});

describe('faults', () => {
  test('are put in force, listed, and cleared', async () => {
    const request = { method: 'POST', path: '/v1/servers' };
    const made = await call('POST', '/faults', { request, status: 503, code: 'maintenance', delay_ms: 5, skip: 1 });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: 1,
      request,
      status: 503,
      code: 'maintenance',
      delay_ms: 5,
      skip: 1,
      count: 1,
      answer_delay_ms: 0,
    });
    expect((await call('GET', '/faults')).body.faults).toEqual([made.body]);

    core.faults.meetRequest('POST', '/v1/servers');
    expect(core.faults.meetRequest('POST', '/v1/servers')).toMatchObject({ delayMs: 5, status: 503 });

    await call('POST', '/faults', { action: 'create_server', code: 'server_error' });
    expect((await call('DELETE', '/faults/2')).status).toBe(204);
    expect((await call('DELETE', '/faults/2')).status).toBe(404);
    await call('POST', '/faults', { boot: 'sg-s-1', machine: 'cloud_init_error' });
    expect((await call('DELETE', '/faults')).status).toBe(204);
    expect(core.faults.all()).toEqual([]);
  });

  const path = '/v1/servers';
  test.each<[string, unknown, string]>([
    ['without what it meets', { status: 500 }, 'request: give exactly one of request, action, boot and run'],
    ['that meets two things', { action: 'a', boot: '*', machine: 'never_boots' }, 'request: give exactly one'],
    [
      'without what happens',
      { request: { method: 'GET', path } },
      'request: give a status, a drop, a delay_ms or an answer_delay_ms',
    ],
    ['of an unknown method', { request: { method: 'get', path }, status: 500 }, 'request.method: '],
    [
      'of a path that is none',
      { request: { method: 'GET', path: 'v1' }, status: 500 },
      'request.path: must begin with /',
    ],
    ['with an impossible status', { request: { method: 'GET', path }, status: 99 }, 'status: '],
    [
      'with a header that is none',
      { request: { method: 'GET', path }, status: 500, headers: { 'a b': '1' } },
      'headers: are no HTTP headers',
    ],
    ['that drops and answers', { request: { method: 'GET', path }, drop: 'after', status: 500 }, 'status: no answer'],
    ['of an action with a status', { action: 'create_server', status: 500 }, 'status: belongs to'],
    ['of a boot without its machine', { boot: '*' }, 'machine: belongs to'],
    [
      'of a request with a machine',
      { request: { method: 'GET', path }, status: 500, machine: 'never_boots' },
      'machine: ',
    ],
    ['that never happens', { action: 'create_server', count: 0 }, 'count: '],
    ['with a field misspelt', { action: 'create_server', delay: 5 }, 'body: Unrecognized key: "delay"'],
  ])('%s are refused by the name of the field', async (_, fault, message) => {
    const { status, body } = await call('POST', '/faults', fault);
    expect([status, body.error.code]).toEqual([400, 'invalid_input']);
    expect(body.error.message).toContain(message);
    expect(core.faults.all()).toEqual([]);
  });
});

describe('the clock', () => {
  test('is moved and sped up, and the setting survives a restart', async () => {
    await call('POST', '/clock', { advance: '90m' });
    const { body } = await call('POST', '/clock', { speed: 60, advance_ms: 1000 });
    expect(body).toEqual({ now: '2026-11-21T02:30:01.000Z', now_ms: wall + 5_401_000, speed: 60 });
    expect(changes).toBe(2);
    wall += 1000;
    expect((await call('GET', '/clock')).body.now).toBe('2026-11-21T02:31:01.000Z');
    expect(core.store.readSetting('clock')).toEqual(core.clock.setting);
  });

  test.each([
    [{}, 'body: give speed, advance or advance_ms'],
    [{ speed: 0 }, 'speed: '],
    [{ advance: '1 hour' }, 'advance: must be a number with'],
    [{ advance_ms: -1 }, 'advance_ms: '],
    [{ advance: '4000d' }, 'advance: must be 10 years at most'],
  ])('refuses %j', async (body, message) => {
    const answer = await call('POST', '/clock', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });
});

test('the ledger tells what was billed, what is open and what it has cost by now', async () => {
  const [first, second] = [await newProject(), await newProject()];
  bill(first.id, '1');
  bill(second.id, '2');
  await call('POST', '/clock', { advance: '90m' });
  core.ledger.close(first.id, 'server', '1', core.clock.now());
  await call('POST', '/clock', { advance: '10h' });

  expect((await call('GET', '/ledger')).body).toMatchObject({
    open: 1,
    total_eur: 0.14,
    entries: [
      { resource: '1', from: '2026-11-21T01:00:00.000Z', to: '2026-11-21T02:30:00.000Z', cost_eur: 0.02 },
      { resource: '2', to: null, cost_eur: 0.12 },
    ],
  });
  const ofFirst = (await call('GET', `/ledger?project=${first.id}`)).body;
  expect([ofFirst.open, ofFirst.total_eur, ofFirst.entries.length]).toEqual([0, 0.02, 1]);
  expect((await call('GET', '/ledger?project=x')).body.error.message).toContain('project: ');
});

test('the journal is read in pages, and the inbox takes anything', async () => {
  expect((await call('POST', '/inbox/metrics?a=1', { cpu_pct: 5 })).status).toBe(204);
  await call('PUT', '/inbox/host-key', 'x');
  await call('POST', '/inbox/metrics', {});

  const first = (await call('GET', '/journal?limit=1')).body;
  expect(first.entries).toMatchObject([
    {
      method: 'POST',
      path: '/_sandbox/inbox/metrics?a=1',
      request: '{"cpu_pct":5}',
      status: 204,
      wall_ms: expect.any(Number),
    },
  ]);
  const rest = (await call('GET', `/journal?after=${first.next}&method=post&path_prefix=/_sandbox/inbox`)).body;
  expect(rest.entries).toMatchObject([{ request: '{}' }]);
  expect((await call('GET', '/journal?limit=5000')).body.error.message).toContain('limit: ');
});

test('the inbox can be made to fail', async () => {
  const request = { method: 'POST', path: '/_sandbox/inbox/metrics' };
  await call('POST', '/faults', { request, status: 503 });
  expect((await call('POST', '/inbox/metrics', {})).status).toBe(503);
  expect((await call('POST', '/inbox/metrics', {})).status).toBe(204);
});

test('what is sold out is replaced as a whole', async () => {
  const pair = { server_type: 'cx23', location: 'fsn1' };
  const free = isAvailable(hetzner, 'cx23', 'fsn1');
  expect((await call('PUT', '/availability', { unavailable: [pair] })).body).toEqual({ unavailable: [pair] });
  expect([free, isAvailable(hetzner, 'cx23', 'fsn1')]).toEqual([true, false]);
  await call('PUT', '/availability', { unavailable: [] });
  expect((await call('GET', '/availability')).body).toEqual({ unavailable: [] });
});

test('the summary says what there is', async () => {
  const { id } = await newProject({ zone: 'tenants.example' });
  bill(id, '1');
  expect((await call('GET', '')).body).toMatchObject({
    clock: { speed: 1 },
    projects: [{ id, holds: { zone: 1 } }],
    faults: [],
    machines: 1,
    ledger: { open: 1, total_eur: 0.01 },
  });
  expect((await call('GET', '/machines')).body).toEqual({ machines: [{ name: 'sg-s-1' }] });
});

test('an unknown route says where to look', async () => {
  const { status, body } = await call('GET', '/nothing');
  expect([status, body.error.code]).toEqual([404, 'not_found']);
});

test("a machine's load is changed by its server's id, in percent", async () => {
  expect((await call('PATCH', '/machines/7', { cpu_pct: 91 })).status).toBe(200);
  expect(loads).toEqual(new Map([[7, { cpuPct: 91 }]]));
  expect((await call('PATCH', '/machines/8', { cpu_pct: 91 })).status).toBe(404);
  expect((await call('PATCH', '/machines/7', { cpu_pct: 101 })).status).toBe(400);
});
