import {
  InstallationInfo,
  LibraryHistoryPage,
  ProvisioningDetail,
  ProvisioningStarted,
  type ProvisioningStatus,
  TemplateDetail,
} from '@prego/contracts';
import type { z } from 'zod';
import { followJob, whereToLook } from './follow-job.ts';
import type { Stage } from './story.ts';
import { control, type Ground, layGround, runScheduled } from './surfaces.ts';
import { heading, say } from './terminal.ts';

/** Servers come up in seconds here; a machine that is busy takes several times that. */
const JOB_WITHIN_MS = 300_000;

/** From the library: one that stays, one that is given back, and one for which there is no room. */
export async function fromLibrary(stage: Stage): Promise<void> {
  const ground = await layGround(stage.connection);
  await runScheduled(stage.connection, 'inventory.yml', stage.stop);
  const customers = await provisioned(stage, ground, 'postgresql', 'customers');
  await showInfo(stage, customers);
  const code = await provisioned(stage, ground, 'forgejo', 'code');
  await givenBack(stage, code, 'code');
  await withoutRoom(stage, ground);
  await showHistory(stage);
}

const exampleOf = (field: string): string => (field.endsWith('email') ? 'ada@example.com' : 'example');

async function begin(stage: Stage, ground: Ground, template: string, name: string) {
  const { manifest } = await stage.controlPlane.get(`/internal/library/templates/${template}`, TemplateDetail);
  const values = Object.fromEntries(
    manifest.fields.flatMap((field) => ('name' in field ? [[field.name, field.default ?? exampleOf(field.name)]] : [])),
  );
  const inputs = { name, server_prefix: name, ...ground, server_type: 'cx33', location: 'fsn1', values };
  heading(`${manifest.name.en} is provisioned as ${name}`, 'from the library');
  return await stage.controlPlane.post('/internal/library/provisionings', { template, inputs }, ProvisioningStarted);
}

async function provisioned(stage: Stage, ground: Ground, template: string, name: string): Promise<string> {
  const begun = await begin(stage, ground, template, name);
  const { price, location, server_type } = await ended(stage, begun, 'provisioned');
  say(`${server_type} in ${location}, € ${price.monthly} a month`);
  return begun.provisioning_id;
}

async function showInfo({ controlPlane }: Stage, id: string): Promise<void> {
  const path = `/internal/library/provisionings/${id}/installation-info`;
  const { outputs, secrets } = await controlPlane.get(path, InstallationInfo);
  for (const { label, value } of outputs) say(`${label.en}: ${value}`);
  for (const { label } of secrets) say(`${label.en}: shown in the console, and each look is written down`);
}

async function givenBack(stage: Stage, id: string, name: string): Promise<void> {
  heading(`${name} is given back`, 'its name was typed to confirm it');
  const path = `/internal/library/provisionings/${id}/return`;
  const { cost_so_far } = await ended(
    stage,
    await stage.controlPlane.post(path, { name }, ProvisioningStarted),
    'returned',
  );
  say(`nothing of it is left; it has cost € ${cost_so_far}`);
}

async function withoutRoom(stage: Stage, ground: Ground): Promise<void> {
  const soldOut = { request: { method: 'POST', path: '/v1/servers' }, count: 1000 };
  await control(stage.connection, 'POST', '/faults', { ...soldOut, status: 412, code: 'resource_unavailable' });
  const failed = await ended(stage, await begin(stage, ground, 'shared-node', 'crowded'), 'provision_failed');
  await control(stage.connection, 'DELETE', '/faults');
  say(`${failed.error_code}: ${failed.error_message}`);
}

/** The provisioning once its job has ended. Throws where that is not how it was to end. */
async function ended(
  { controlPlane, stop }: Stage,
  { provisioning_id, job_id }: z.infer<typeof ProvisioningStarted>,
  expected: ProvisioningStatus,
): Promise<z.infer<typeof ProvisioningDetail>> {
  const { attempt } = await followJob(controlPlane, job_id, { stop, withinMs: JOB_WITHIN_MS, onStep: () => {} });
  const now = await controlPlane.get(`/internal/library/provisionings/${provisioning_id}`, ProvisioningDetail);
  if (now.status === expected) return now;
  throw new Error(
    `${now.name} was to be ${expected} and is ${now.status}: ${now.error_code}: ${now.error_message}\n${whereToLook(attempt.run_url)}`,
  );
}

async function showHistory({ controlPlane }: Stage): Promise<void> {
  heading('What has happened in the library');
  const { items } = await controlPlane.get('/internal/library/history?limit=50', LibraryHistoryPage);
  for (const { kind, name, by } of items.toReversed()) say(`${kind.replaceAll('_', ' ').padEnd(24)} ${name} (${by})`);
}
