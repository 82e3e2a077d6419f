import { describe, expect, test } from '@jest/globals';
import { ClaimAnswer, RegisterNode } from '@prego/contracts';
import { dedicatedNodeId, NodeOutputSchema, sharedNodeId } from '@prego/stacks';
import type { FullConnection } from '../connection.ts';
import { accessOf, programOf, registrationOf } from './run-program.ts';

const JOB = 'job_01m7ykverk8p5ajvwa128dktm3';
const connection = {
  control_plane_url: 'http://127.0.0.1:8787',
  cloudflare_zone: 'prego.test',
  cloudflare_zone_id: '0'.repeat(32),
} as FullConnection;

function claim(dedicatedTo?: string): ClaimAnswer {
  const roles = dedicatedTo ? (['app', 'db', 'redis'] as const) : (['shared'] as const);
  const nodes = roles.map((role) => ({
    node_id: role === 'shared' ? sharedNodeId('sg', JOB) : dedicatedNodeId('sg', JOB, role),
    role,
    token: `token of ${role}`,
  }));
  return ClaimAnswer.parse({
    ...{ job_id: JOB, attempt: 1, kind: 'provision', token: 't', token_expires_at: 1, remove_nodes: [], dns: null },
    inputs: {
      ...{ job_id: JOB, tenant_id: dedicatedTo ?? 'acme', region: 'sg', create_new_server: 'true' },
      ...{ target_server_id: '', subdomain_slug: 'acme', canonical_hostname: 'acme.prego.test' },
      dedicated: dedicatedTo ? 'true' : 'false',
    },
    stack_lease: { stack: dedicatedTo ? `dedicated-${dedicatedTo}` : 'sg', fence: 1, expires_at: 1 },
    ...{ nodes, offers: [] },
  });
}

const output = (node_id: string) =>
  NodeOutputSchema.parse({
    ...{ node_id, server_id: '42', ipv4: '127.80.1.1', ipv6: '2001:db8:1:2::1', private_ip: '10.20.1.10' },
    ...{ server_type: 'cpx32', location: 'sin', role: 'shared', status: 'running', name: node_id },
    ...{ firewall_ids: [], network_id: '1', labels: {}, job_id: JOB },
  });

describe('the program of a claimed job', () => {
  test('is the stack that the lease is for, and makes the nodes that the claim names', () => {
    const { nodes, stack_lease } = claim();
    const program = programOf(connection, { job_id: JOB, region: 'sg', nodes });
    expect({ stack: program.stack, wants: program.wants }).toEqual({
      stack: stack_lease?.stack,
      wants: nodes.map(({ node_id }) => node_id),
    });
  });

  test('is a stack of its own for a dedicated tenant', () => {
    const { nodes, stack_lease } = claim('cedar');
    const program = programOf(connection, { job_id: JOB, region: 'sg', nodes, dedicatedTo: 'cedar' });
    expect(program.stack).toBe(stack_lease?.stack);
  });
});

test('each node reports its load and its host key by its own token', () => {
  const { metrics } = accessOf(connection.control_plane_url, claim('cedar').nodes);
  expect(metrics).toMatchObject({
    url: 'http://127.0.0.1:8787/internal/server-metrics',
    hostKeyUrl: 'http://127.0.0.1:8787/internal/host-keys',
  });
  expect(claim('cedar').nodes.map(({ node_id }) => metrics?.tokenFor(node_id))).toEqual([
    'token of app',
    'token of db',
    'token of redis',
  ]);
  expect(metrics?.tokenFor('sg-s-22222222')).toBe('');
});

describe('the registration of a node', () => {
  test('says which server it is, as the control plane takes it', () => {
    const [node] = claim().nodes;
    const body = registrationOf(claim(), output(node?.node_id ?? ''));
    expect(RegisterNode.parse(body)).toMatchObject({
      ...{ node_id: node?.node_id, role: 'shared', stack: 'sg', job_id: JOB, tenant_id: null },
      ...{ hetzner_server_id: 42, host_ipv4: '127.80.1.1', host_ipv6: '2001:db8:1:2::1' },
    });
  });

  test('says whose a dedicated one is, and its role there', () => {
    const [, db] = claim('cedar').nodes;
    const body = registrationOf(claim('cedar'), output(db?.node_id ?? ''));
    expect(RegisterNode.parse(body)).toMatchObject({ role: 'db', tenant_id: 'cedar', stack: 'dedicated-cedar' });
  });
});
