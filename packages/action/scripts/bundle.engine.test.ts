import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sharedNodeId } from '@prego/contracts/derived-ids';
import { TestRunner } from '../src/testing/action-process.ts';
import { CloudSandbox } from '../src/testing/cloud-sandbox.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../src/testing/control-plane-server.ts';
import { CopiedBundle } from '../src/testing/copied-bundle.ts';

const STACKS = fileURLToPath(new URL('../../stacks/package.json', import.meta.url));

let bundle: CopiedBundle;
let clouds: CloudSandbox;
let controlPlane: ControlPlaneServer;
let runner: TestRunner;

beforeAll(async () => {
  bundle = await CopiedBundle.make();
  [clouds, controlPlane, runner] = await Promise.all([
    CloudSandbox.start(),
    startControlPlaneServer(),
    TestRunner.start(bundle.entries),
  ]);
  controlPlane.nodesReportAtOnce = true;
});
afterAll(async () => {
  await Promise.all([clouds.stop(), controlPlane.close(), runner.stop(), bundle.remove()]);
});

test('alone in a folder without packages the bundle makes a node with the real engine, and its plugins are those of the SDKs', async () => {
  const nodeId = sharedNodeId('sg', 'job_bundled');
  const unmade = { host_ipv4: null, hetzner_server_id: null, registered_at: null };
  controlPlane.node(nodeId, {
    job_id: 'job_bundled',
    status: 'provisioning',
    ssh_host_key: 'ssh-ed25519 A',
    ...unmade,
  });
  const { inputs } = controlPlane.job('job_bundled', {
    nodes: [{ node_id: nodeId, role: 'shared', token: 'a-node-token' }],
    offers: [{ role: 'shared', server_type: 'cpx32', location: 'sin' }],
  });
  const { job_id, tenant_id, region, create_new_server, subdomain_slug, canonical_hostname } = inputs;
  const step = await runner.step({
    command: 'provision',
    control_plane_url: controlPlane.url,
    control_plane_token: controlPlane.operatorKey,
    ...{ job_id, tenant_id, region, create_new_server, subdomain_slug, canonical_hostname },
    ...clouds.inputs,
  });
  const { code, log, outputs } = await step.ended();
  expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
  expect(outputs).toMatchObject({ node_id: nodeId, stack: 'sg', created: 'true' });
  expect(await clouds.serversMade()).toEqual({ [nodeId]: 1 });

  // The SDK reads it from a file of its own, which a bundle does not have.
  const state = await readFile(join(clouds.stateFolder, '.pulumi/stacks/prego/sg.json'), 'utf8');
  const { version } = createRequire(STACKS)('@pulumi/hcloud/package.json') as { version: string };
  expect(state).toContain(`pulumi:providers:hcloud::default_${version.replaceAll('.', '_')}::`);

  const post = await step.post();
  const lines = post.log.split('\n').filter((line) => line !== '' && !line.startsWith('::add-mask::'));
  expect({ code: post.code, lines }).toEqual({ code: 0, lines: [] });
}, 180_000);
