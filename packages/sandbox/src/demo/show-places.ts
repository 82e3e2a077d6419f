import { styleText } from 'node:util';
import { LaunchLink, LaunchView, TenantDetail } from '@prego/contracts';
import Table from 'cli-table3';
import type { Connection } from '../connection.ts';
import { managedServers, resolveName } from './cloud.ts';
import type { ControlPlaneClient } from './control-plane-client.ts';
import { TENANTS } from './sign-ups.ts';
import { heading } from './terminal.ts';

const style = { head: [], border: [], compact: true };

export async function showServers(connection: Connection): Promise<void> {
  const servers = await managedServers(connection);
  heading('Servers', 'as the cloud shows them; prices in euros without VAT');
  const table = new Table({
    head: ['node', 'type', 'location', 'public', 'private', '€/hour', '€/month'],
    style,
    colAligns: ['left', 'left', 'left', 'left', 'left', 'right', 'right'],
  });
  for (const { name, type, location, publicIp, privateIp, hourlyEur, monthlyEur } of servers) {
    table.push([name, type, location, publicIp, privateIp, hourlyEur.toFixed(4), monthlyEur.toFixed(2)]);
  }
  console.log(table.toString());
  const node = servers[0];
  if (!node) return;
  const name = `${node.name}.nodes.${connection.cloudflare_zone}`;
  console.log(`  ${name} is ${await resolveName(connection, name)}, says the nameserver.`);
}

export async function showTenants(controlPlane: ControlPlaneClient): Promise<void> {
  heading('Tenants', 'as the control plane knows them');
  const table = new Table({ head: ['tenant', 'tier', 'region', 'status', 'node', 'job', 'trace'], style });
  for (const { tenant_id } of Object.values(TENANTS)) {
    const tenant = await controlPlane.get(`/internal/tenants/${tenant_id}`, TenantDetail);
    const job = tenant.jobs[0];
    const { plan_tier, region, status, seat } = tenant;
    table.push([tenant_id, plan_tier, region, status, seat?.node_id ?? '–', job?.status ?? '–', job?.trace_id ?? '–']);
  }
  console.log(table.toString());
}

const MARKS = { pending: '·', started: '…', done: '✓', skipped: '–', failed: '✗' } as const;

/** What the first tenant's customer reads under the link. */
export async function showLaunch(controlPlane: ControlPlaneClient): Promise<void> {
  const { tenant_id } = TENANTS.first;
  const { launch_url } = await controlPlane.post(`/internal/tenants/${tenant_id}/launch-link`, {}, LaunchLink);
  const token = new URLSearchParams(new URL(launch_url).hash.slice(1)).get('token') ?? '';
  const view = await controlPlane.as(token).get('/v1/launch', LaunchView);
  heading(`What ${tenant_id}'s customer reads`, view.hostname);
  for (const { label, state } of view.lines) console.log(`    ${MARKS[state]} ${label}`);
  console.log(styleText('dim', `    ${view.hint}`));
}
