import { describe, expect, test } from '@jest/globals';
import type { CloudLookup, FoundNetwork, FoundResource } from '../clouds/cloud-lookup.ts';
import { parseExport } from '../exported-state.ts';
import { libraryLabels, libraryStackName } from '../names.ts';
import { library } from './library.ts';
import type { LibraryServer, LibrarySpec } from './library-spec.ts';
import { type FailedTry, StartOver } from './program.ts';

/** The program refuses before it declares anything, so this needs no engine. */

const STATE_ID = '0123456789abcdef';
const server = (key: string, more: Partial<LibraryServer> = {}): LibraryServer => ({
  ...{ key, name: `crm-${key}`, cloudInit: '#cloud-config\n', ports: [] },
  ...more,
});
const spec = (more: Partial<LibrarySpec> = {}): LibrarySpec => ({
  ...{ region: 'eu', jobId: 'job_1', image: 'debian-13', sshKeys: ['1'], values: {}, provisioning: 'CRM' },
  servers: [server('web'), server('db', { volumeGb: 20 })],
  offers: ['fsn1', 'nbg1'].map((location) => ({ serverType: 'cx23', location })),
  network: { id: 7, subnet: '10.0.1.0/24', networkZone: 'eu-central' },
  ...more,
});

describe('what can not be is refused in one sentence, before anything is asked of a cloud', () => {
  const web = server('web');
  test.each<[string, Partial<LibrarySpec>, string]>([
    ['no server', { servers: [] }, 'There is no server to be made.'],
    ['a key that is none', { servers: [server('Web')] }, '"Web" is not the key of a server.'],
    ['a key twice', { servers: [web, { ...web, name: 'b' }] }, 'Two servers have the key web.'],
    ['a name twice', { servers: [web, { ...web, key: 'db' }] }, 'Two servers have the name crm-web.'],
    ['a name that is none', { servers: [server('web', { name: 'a b' })] }, '"a b" is not a name for a server.'],
    [
      'a port that is none',
      { servers: [server('web', { ports: [{ protocol: 'tcp', port: 0, from: 'anywhere' }] })] },
      '0 is not a port.',
    ],
    [
      'a key that says from where a port is open',
      { servers: [server('network')] },
      '"network" is not the key of a server.',
    ],
    ...['web', 'redis', ''].map((from): [string, Partial<LibrarySpec>, string] => [
      `a port open to "${from}", which is no other server of it`,
      { servers: [server('web', { ports: [{ protocol: 'tcp', port: 22, from }] }), server('db')] },
      `"${from}" is not from where port 22 of web can be open.`,
    ]),
    ['a volume too small', { servers: [server('web', { volumeGb: 9 })] }, "A volume can't have 9 GB."],
    ['no offer', { offers: [] }, 'The servers have no offer.'],
    ['an unknown location', { offers: [{ serverType: 'cx23', location: 'ash' }] }, 'Region eu has no location "ash".'],
    [
      'a location of another zone',
      { region: 'us', offers: [{ serverType: 'cpx21', location: 'ash' }] },
      'ash is in the network zone us-east, the network in eu-central.',
    ],
    ['a network that is none', { network: { ...spec().network, id: 0 } }, '0 is not the id of a network.'],
    [
      'a subnet that is none',
      { network: { ...spec().network, subnet: '10.0.1.5/24' } },
      '"10.0.1.5/24" is not a range of addresses.',
    ],
    ['no image', { image: '' }, 'The servers have no image.'],
    ['an empty job id', { jobId: '' }, 'The job id is empty.'],
    [
      'a value of our name',
      { values: { db_private_ip: 'x' } },
      'The value "db_private_ip" is set by the program itself.',
    ],
    [
      "a template's module that is ours",
      { servers: [server('web', { cloudInit: '#cloud-config\nntp: {}\n' })] },
      'The cloud-init of the server web has ntp, which is not for a template to set (it may set apt, groups, locale, packages, runcmd, swap, timezone, write_files).',
    ],
  ])('%s', (_, wrong, what) => {
    expect(() => library(spec(wrong))).toThrow(expect.objectContaining({ code: 'invalid_input', what }));
  });

  test('and so is a cloud-init that is too long', () => {
    const values = { long: 'x'.repeat(32 * 1024) };
    const told = server('web', { cloudInit: '#cloud-config\nruncmd: [echo $PREGO_LONG]\n' });
    expect(() => library(spec({ values, servers: [told] }))).toThrow(
      expect.objectContaining({ code: 'limit_exceeded' }),
    );
  });
});

const OWNER = { stack: libraryStackName('job_1'), stateId: STATE_ID };
const ADDRESSES = new Map([
  ['web', '10.0.1.5'],
  ['db', '10.0.1.6'],
]);
const labels = (key: string) =>
  libraryLabels(OWNER, { key, name: `crm-${key}`, jobId: 'job_1', region: 'eu', addresses: ADDRESSES });
const inState = (key: string) => ({
  urn: `urn:pulumi:${OWNER.stack}::prego::hcloud:index/server:Server::${key}`,
  type: 'hcloud:index/server:Server',
  id: key === 'web' ? '41' : '42',
  inputs: { name: `crm-${key}`, location: 'fsn1', serverType: 'cx23', image: 'debian-13', labels: labels(key) },
});
const volume = {
  urn: `urn:pulumi:${OWNER.stack}::prego::hcloud:index/volume:Volume::db-volume`,
  type: 'hcloud:index/volume:Volume',
  id: '9',
  outputs: { location: 'fsn1' },
};
const complete = {
  urn: `urn:pulumi:${OWNER.stack}::prego::pulumi:pulumi:Stack::prego-${OWNER.stack}`,
  type: 'pulumi:pulumi:Stack',
  outputs: { nodes: [] },
};
const NETWORK: FoundNetwork = {
  ...{ name: 'office', ipRange: '10.0.0.0/16', servers: 0, taken: [] },
  subnets: [{ ipRange: '10.0.1.0/24', networkZone: 'eu-central' }],
};

interface World {
  readonly resources?: readonly object[];
  readonly network?: FoundNetwork | undefined;
  readonly inTheCloud?: readonly FoundResource[];
  readonly failedTries?: readonly FailedTry[];
}

function refusal(world: World): Promise<unknown> {
  const { resources = [], inTheCloud = [], failedTries = [] } = world;
  const clouds: CloudLookup = {
    byName: async (kind, names) => (kind === 'servers' ? inTheCloud.filter(({ name }) => names.includes(name)) : []),
    subnetsOf: async () => [],
    network: async () => ('network' in world ? world.network : NETWORK),
    records: async () => [],
  };
  const state = parseExport(JSON.stringify({ deployment: { resources } }));
  return library(spec())
    .declare({ readState: async () => state, clouds, stateId: STATE_ID, failedTries, trying: () => {} })
    .then(
      () => undefined,
      (error: unknown) => error,
    );
}
const soldOut = (server: string, location: string): FailedTry => ({
  ...{ server, serverType: 'cx23', location },
  code: 'capacity_unavailable',
});

describe('the network', () => {
  test('that is gone is told, and nothing is made', async () => {
    expect(await refusal({ network: undefined })).toMatchObject({
      code: 'invalid_input',
      what: 'The Hetzner project has no network 7.',
    });
  });

  test.each([
    ['no such subnet', { ipRange: '10.0.2.0/24', networkZone: 'eu-central' }],
    ['it in another zone', { ipRange: '10.0.1.0/24', networkZone: 'us-east' }],
  ])('that has %s is told', async (_, subnet) => {
    expect(await refusal({ network: { ...NETWORK, subnets: [subnet] } })).toMatchObject({
      code: 'invalid_input',
      what: 'The network office has no subnet 10.0.1.0/24 in the zone eu-central.',
    });
  });
});

describe('a set that lost the address of one of its servers to somebody else', () => {
  const network = { ...NETWORK, servers: 1, taken: [{ ip: '10.0.1.6', serverId: '77' }] };

  test('begins again, at other addresses, as long as nothing of it can be in use', async () => {
    expect(await refusal({ network, resources: [inState('web')] })).toBeInstanceOf(StartOver);
  });

  test.each<[string, World]>([
    ['a volume', { resources: [inState('web'), inState('db'), volume] }],
    ['been complete once', { resources: [complete, inState('web')] }],
    ['a server that the state does not know', { inTheCloud: [{ id: '41', name: 'crm-web', labels: labels('web') }] }],
  ])('is told of it where it has %s', async (_, world) => {
    expect(await refusal({ ...world, network })).toMatchObject({
      code: 'name_taken',
      what: expect.stringContaining('10.0.1.6'),
    });
  });
});

describe('a set that finds no room for its second server', () => {
  const failedTries = [soldOut('db', 'fsn1')];

  test('moves as a whole while it may', async () => {
    expect(await refusal({ resources: [inState('web')], failedTries })).toBeInstanceOf(StartOver);
  });

  test('names all that was tried where nothing is left, and stays', async () => {
    const all = [...failedTries, soldOut('db', 'nbg1')];
    expect(await refusal({ resources: [inState('web')], failedTries: all })).toMatchObject({
      code: 'capacity_unavailable',
      what: expect.stringContaining('for its servers cx23 in fsn1: no capacity; cx23 in nbg1: no capacity.'),
    });
  });
});

test("somebody else's server of a wanted name is not taken over", async () => {
  const others = { id: '41', name: 'crm-web', labels: { 'managed-by': 'terraform' } };
  expect(await refusal({ inTheCloud: [others] })).toMatchObject({ code: 'name_taken' });
});
