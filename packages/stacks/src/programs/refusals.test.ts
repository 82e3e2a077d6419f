import { describe, expect, test } from '@jest/globals';
import type { CloudLookup, FoundResource } from '../clouds/cloud-lookup.ts';
import { parseExport } from '../exported-state.ts';
import { dedicatedNodeId, nodeLabels } from '../names.ts';
import { type DedicatedSpec, dedicated } from './dedicated.ts';
import { type FailedTry, type ProgramContext, type StackProgram, StartOver } from './program.ts';
import { releasedNodes, withoutNodes } from './removal.ts';

/** Programs refuse before they declare anything, so this needs no engine. */

const STATE_ID = '0123456789abcdef';

interface World {
  readonly resources?: readonly object[];
  readonly begun?: readonly object[];
  readonly inTheCloud?: readonly FoundResource[];
  readonly failedTries?: readonly FailedTry[];
}

function refusal(program: StackProgram, { resources = [], begun = [], inTheCloud = [], failedTries = [] }: World) {
  const pending_operations = begun.map((resource) => ({ type: 'creating', resource }));
  const state = parseExport(JSON.stringify({ deployment: { resources, pending_operations } }));
  const clouds: CloudLookup = {
    byName: async (kind, names) => (kind === 'servers' ? inTheCloud.filter(({ name }) => names.includes(name)) : []),
    subnetsOf: async () => [],
    network: async () => undefined,
    records: async () => [],
  };
  const context: ProgramContext = {
    readState: async () => state,
    clouds,
    stateId: STATE_ID,
    failedTries,
    trying: () => {},
  };
  return program.declare(context).then(
    () => undefined,
    (error: unknown) => error,
  );
}

const ROLES = ['app', 'db', 'redis'] as const;
type Role = (typeof ROLES)[number];

const labels = (role: Role, networkZone = 'us-east') =>
  nodeLabels(
    { stack: 'dedicated-t', stateId: STATE_ID },
    {
      nodeId: dedicatedNodeId('us', 'job', role),
      jobId: 'job',
      role,
      region: 'us',
      privateIp: '10.20.1.10',
      networkZone,
      group: 1,
    },
  );
const server = (role: Role) => ({
  urn: `urn:pulumi:dedicated-t::prego::hcloud:index/server:Server::${role}`,
  type: 'hcloud:index/server:Server',
  id: '1',
  inputs: {
    name: dedicatedNodeId('us', 'job', role),
    location: 'ash',
    serverType: 'cpx21',
    image: 'ubuntu-24.04',
    labels: labels(role),
  },
  protect: true,
});
const found = (role: Role): FoundResource => ({
  id: '1',
  name: dedicatedNodeId('us', 'job', role),
  labels: labels(role),
  location: 'ash',
  serverType: 'cpx21',
});
const volume = (location: string) => ({
  urn: 'urn:pulumi:dedicated-t::prego::hcloud:index/volume:Volume::db-volume',
  type: 'hcloud:index/volume:Volume',
  id: '2',
  outputs: { location },
});
const complete = {
  urn: 'urn:pulumi:dedicated-t::prego::pulumi:pulumi:Stack::prego-dedicated-t',
  type: 'pulumi:pulumi:Stack',
  outputs: { nodes: [] },
};
const soldOut = (server: Role, location: string): FailedTry => ({
  server,
  serverType: server === 'redis' ? 'cpx11' : 'cpx21',
  location,
  code: 'capacity_unavailable',
});
const trio = (more: Partial<DedicatedSpec> = {}) =>
  dedicated({ region: 'us', tenantId: 't', jobId: 'job', access: {}, ...more });

describe('a trio whose network zone has no offer left', () => {
  const failedTries = [soldOut('redis', 'ash')];

  test('starts over in another, as long as it has no volume', async () => {
    expect(await refusal(trio(), { resources: [server('app')], failedTries })).toBeInstanceOf(StartOver);
  });

  test.each<[string, World]>([
    ['has a volume, which may hold data', { resources: [server('app'), server('db'), volume('ash')] }],
    ['was complete once', { resources: [server('app'), complete] }],
    ['has a server in the cloud that is not in state yet, and would outlive it', { inTheCloud: [found('app')] }],
  ])('stays where it %s', async (_, world) => {
    expect(await refusal(trio(), { ...world, failedTries })).toMatchObject({
      code: 'capacity_unavailable',
      what: expect.stringContaining('cpx11 in ash: no capacity'),
    });
  });

  test('stays where no other zone has one for every server', async () => {
    const everywhere = [...failedTries, soldOut('db', 'hil')];
    const error = await refusal(trio(), { resources: [server('app')], failedTries: everywhere });
    expect(error).toMatchObject({ code: 'capacity_unavailable', what: expect.stringContaining('cpx21 in hil') });
  });
});

test("what a trio lacks is made of its own region's offers, whatever the caller says of another region", async () => {
  const elsewhere = trio({ region: 'eu', locations: ['fsn1'], serverTypes: { redis: ['cx23'] } });
  const everywhere = [soldOut('redis', 'ash'), soldOut('redis', 'hil')];
  expect(await refusal(elsewhere, { resources: [server('app')], failedTries: everywhere })).toMatchObject({
    code: 'capacity_unavailable',
  });
});

describe('a trio that has a volume', () => {
  test('has its db made nowhere but beside it', async () => {
    const world = { resources: [volume('hil')], failedTries: [soldOut('db', 'hil')] };
    expect(await refusal(trio(), world)).toMatchObject({ code: 'capacity_unavailable' });
    expect(await refusal(trio({ locations: ['ash'] }), { resources: [volume('hil')] })).toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('a server in the cloud that bears our name', () => {
  test.each(['managed-by', 'stack', 'state'])('without our label %s is not taken over', async (label) => {
    const { [label]: _, ...fewer } = labels('app') as Record<string, string>;
    const others = { ...found('app'), labels: fewer };
    expect(await refusal(trio(), { inTheCloud: [others] })).toMatchObject({ code: 'name_taken' });
  });
});

describe('taking a node out of a region', () => {
  const node = (protect: boolean) => ({
    ...server('app'),
    urn: 'urn:pulumi:us::prego::hcloud:index/server:Server::us-s-1',
    protect,
  });

  test('is refused where it is protected, as it is wanted again', async () => {
    const error = await refusal(withoutNodes({ region: 'us', nodes: ['us-s-1'] }), { resources: [node(true)] });
    expect(error).toMatchObject({ code: 'tenant_loss_refused', what: expect.stringContaining('us-s-1') });
  });

  test('is not, where it has been released', async () => {
    expect(
      await refusal(withoutNodes({ region: 'us', nodes: ['us-s-1'] }), { resources: [node(false)] }),
    ).toBeUndefined();
  });

  test('of which a dead run was making the server leaves that to the removal, and does not adopt it', async () => {
    const made = { ...found('app'), name: 'us-s-1' };
    const world = { begun: [node(true)], inTheCloud: [made] };
    for (const phase of [releasedNodes, withoutNodes]) {
      expect(await refusal(phase({ region: 'us', nodes: ['us-s-1'] }), world)).toBeUndefined();
    }
  });
});
