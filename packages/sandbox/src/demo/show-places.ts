import { createHash } from 'node:crypto';
import { styleText } from 'node:util';
import { LaunchLink, LaunchView, NodeDetail, TenantDetail } from '@prego/contracts';
import type { Connection, FullConnection } from '../connection.ts';
import { managedServers, resolveName } from './cloud.ts';
import { linkLines } from './console-links.ts';
import type { ControlPlaneClient } from './control-plane-client.ts';
import { scenarioLines } from './scenarios.ts';
import { TENANTS } from './sign-ups.ts';
import type { Story } from './story.ts';
import { tableLines } from './table.ts';
import { heading, say } from './terminal.ts';

export async function showServers(connection: Connection, controlPlane: ControlPlaneClient): Promise<void> {
  const servers = await managedServers(connection);
  heading('Servers', 'as the cloud shows them; prices in euros without VAT');
  const cells = servers.map(({ name, type, location, publicIp, privateIp, monthlyEur }) => [
    ...[name, type, location, publicIp, privateIp],
    monthlyEur.toFixed(2),
  ]);
  console.log(tableLines(['node', 'type', 'location', 'public', 'private', { right: '€/month' }], cells));
  const node = servers[0];
  if (!node) return;
  const { canonical_hostname } = await controlPlane.get(`/internal/tenants/${TENANTS.first.tenant_id}`, TenantDetail);
  say(`${canonical_hostname} is ${await resolveName(connection, canonical_hostname)}, says the nameserver.`);
  const { ssh_host_key } = await controlPlane.get(`/internal/nodes/${node.name}`, NodeDetail);
  say(
    ssh_host_key === null
      ? `${node.name} has not told its SSH host key.`
      : `${node.name}'s SSH host key is ${fingerprint(ssh_host_key)}.`,
  );
}

/** E1 to E3 as they went here, from dispatch to completion, and E4: all of their nodes report. */
export function showScenarios({ rows, reporting, oldestReportS }: Story): void {
  heading('E1 to E4', 'E1: on a node that is there, E2: on a new one, E3: on three of its own, E4: all report');
  console.log(scenarioLines(rows));
  say(`E4  all ${reporting} nodes report, the oldest report was ${oldestReportS} s old`);
  for (const { tenant, runUrl } of rows) say(styleText('dim', `${tenant.padEnd(10)} ${runUrl}`));
}

/** As ssh shows a key to a person. */
export function fingerprint(hostKey: string): string {
  const blob = Buffer.from(hostKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

export async function showTenants(controlPlane: ControlPlaneClient): Promise<void> {
  heading('Tenants', 'as the control plane knows them');
  const rows: string[][] = [];
  for (const { tenant_id } of Object.values(TENANTS)) {
    const tenant = await controlPlane.get(`/internal/tenants/${tenant_id}`, TenantDetail);
    const { plan_tier, region, status, seat } = tenant;
    rows.push([tenant_id, plan_tier, region, status, seat?.node_id ?? '–', tenant.jobs[0]?.status ?? '–']);
  }
  console.log(tableLines(['tenant', 'tier', 'region', 'status', 'node', 'job'], rows));
}

const MARKS = { pending: '·', started: '…', done: '✓', skipped: '–', failed: '✗' } as const;

/** What the first tenant's customer reads under the link. */
export async function showLaunch(controlPlane: ControlPlaneClient): Promise<void> {
  const { tenant_id } = TENANTS.first;
  const { launch_url } = await controlPlane.post(`/internal/tenants/${tenant_id}/launch-link`, {}, LaunchLink);
  const token = new URLSearchParams(new URL(launch_url).hash.slice(1)).get('token') ?? '';
  const view = await controlPlane.as(token).get('/v1/launch', LaunchView);
  heading(`What ${tenant_id}'s customer reads`, view.hostname);
  for (const { label, state } of view.lines) say(`${MARKS[state]} ${label}`);
  say(styleText('dim', `${view.hint} Reference: ${view.support_reference}`));
}

/** Every tenant's page in the console, and its customer's. */
export async function showConsole({ operator_url }: FullConnection, controlPlane: ControlPlaneClient): Promise<void> {
  heading('Every tenant on its page', "the operators' and the customer's");
  for (const { tenant_id } of Object.values(TENANTS)) {
    const { status, jobs } = await controlPlane.get(`/internal/tenants/${tenant_id}`, TenantDetail);
    const { launch_url } = await controlPlane.post(`/internal/tenants/${tenant_id}/launch-link`, {}, LaunchLink);
    const links = { tenant: tenant_id, status, job: jobs[0]?.status, launchUrl: launch_url };
    for (const line of linkLines(operator_url, [links])) say(line);
  }
}
