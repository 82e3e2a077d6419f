import { type LibraryInputs, type LibraryResource, serverNames, type TemplateManifest } from '@prego/contracts';
import { libraryStackName } from '@prego/contracts/derived-ids';
import { sealSecret } from '../auth/sealed-secret.ts';
import { type ControlPlane, TEST_VARS } from './control-plane.ts';
import { seedOutbox } from './job-world.ts';

const text = (en: string) => ({ en, ko: `${en} (ko)` });

/** A template of two servers with something of everything. */
export const MANIFEST: TemplateManifest = {
  ...{ id: 'two-servers', name: text('Two servers'), summary: text('An app and its database'), version: '1.2.3' },
  ...{ category: 'other', keywords: [], overview: text('Overview'), features: [text('A feature')], prerequisites: [] },
  servers: [
    {
      ...{ key: 'app', purpose: text('The app'), needs: { cores: 1, memory_gb: 1, disk_gb: 10 } },
      ports: [{ protocol: 'tcp', port: 443, from: 'anywhere', purpose: text('HTTPS') }],
    },
    {
      key: 'db',
      purpose: text('The database'),
      needs: { cores: 1, memory_gb: 1, disk_gb: 10 },
      ports: [],
      volume_gb: 20,
    },
  ],
  fields: [
    ...(['name', 'server_prefix', 'network', 'subnet', 'ssh_key', 'size', 'location'] as const).map((type) => ({
      type,
    })),
    { type: 'text', name: 'domain', label: text('Domain'), pattern: '[a-z.]+', rule: text('A domain'), max_length: 60 },
  ],
  secrets: [{ name: 'admin_password', label: text('Password'), length: 24 }],
  outputs: [
    { name: 'url', label: text('Address'), value: 'https://{value.domain}/ at {server.app.ipv4}' },
    { name: 'psql', label: text('Database'), value: 'psql -h {server.db.private_ip}' },
  ],
  licences: [{ component: 'nginx', version: '1.26', spdx: 'BSD-2-Clause', url: 'https://nginx.org' }],
  ...{ install_minutes: 3, image: 'debian-13' },
};

const CLOUD_INIT = { app: '#cloud-config\npackages: [nginx]\n', db: '#cloud-config\npackages: [postgresql]\n' };

/** What it is asked for with; in order with the inventory that `reportInventory` brings. */
export const ASKED: LibraryInputs = {
  ...{ name: 'My shop', server_prefix: 'shop', network_id: 1, subnet: '10.0.1.0/24', ssh_key_id: 7 },
  ...{ server_type: 'cx33', location: 'fsn1', values: { domain: 'shop.example' } },
};

const resource = (kind: LibraryResource['kind'], id: string, name: string, more: Partial<LibraryResource> = {}) => ({
  ...{ kind, id, name, server_type: null, size_gb: null, location: 'fsn1' },
  ...{ ipv4: null, ipv6: null, private_ip: null, hourly_cost: null, ...more },
});
const server = (id: string, name: string, last: number) =>
  resource('server', id, name, {
    ...{ server_type: 'cx33', ipv4: `192.0.2.${last}`, private_ip: `10.0.1.${last}`, hourly_cost: 0.01 },
  });
/** What a run says that it has made. */
export const MADE: LibraryResource[] = [
  server('101', 'shop-app', 7),
  server('102', 'shop-db', 8),
  resource('volume', '201', 'shop-db', { size_gb: 20 }),
  resource('firewall', '301', 'shop'),
];
export const reportOf = (resources: LibraryResource[], hourly_cost: number | null = resources.length * 0.01) => ({
  ...{ resources, hourly_cost, monthly_cost: hourly_cost === null ? null : hourly_cost * 600 },
});

/** What the admin's password of every provisioning that is seeded is. */
export const PASSWORD = 'Zx81Zx81Zx81Zx81Zx81Zx81';

export interface SeededProvisioning {
  readonly provisioning_id: string;
  readonly job_id: string;
  readonly trace_id: string;
  readonly stack: string;
}

let seeded = 0;
const idOf = (number: number): string => `lib_${String(number).padStart(26, '0')}`;
/** The id of what is seeded first. */
export const FIRST = idOf(0);

/** A provisioning with its job, history and outbox row, as a request to provision writes them. */
export async function seedProvisioning(
  cp: ControlPlane,
  inputs: Partial<LibraryInputs> = {},
  more: Record<string, unknown> = {},
): Promise<SeededProvisioning> {
  const provisioning_id = idOf(seeded++);
  const job_id = provisioning_id.replace('lib_', 'job_');
  const trace_id = provisioning_id.replace('lib_', 'trace_');
  const asked = { ...ASKED, ...inputs };
  const stack = libraryStackName(job_id);
  // In the order in which they are seeded, and all of them in the past.
  const now = Date.now() - 10_000 + seeded;
  const times = { created_at: now, updated_at: now, created_by: 'operator alice' };
  const about = `${provisioning_id}/admin_password`;
  const secret = await sealSecret([TEST_VARS.LIBRARY_SECRETS_KEY], about, PASSWORD);
  await cp.insert('library_provisionings', {
    ...{ provisioning_id, name: asked.name, template: MANIFEST.id, template_version: MANIFEST.version },
    template_as_run: JSON.stringify({ manifest: MANIFEST, cloud_init: CLOUD_INIT }),
    ...{ status: 'provisioning', inputs: JSON.stringify(asked), server_prefix: asked.server_prefix, region: 'eu' },
    server_names: JSON.stringify(Object.values(serverNames(MANIFEST.servers, asked.server_prefix))),
    ...{ stack, provision_job_id: job_id, job_id, secrets: JSON.stringify({ admin_password: secret }) },
    ...{ quoted_hourly: 0.04, quoted_monthly: 24, request_hash: 'none', ...times, ...more },
  });
  await cp.insert('provision_jobs', {
    ...{ job_id, kind: 'library_provision', status: 'queued', provisioning_id, trace_id, region: 'eu', stack },
    ...{ infra_mode: 'create_new_server', ...times },
  });
  await cp.insert('library_events', {
    ...{ kind: 'provisioning_executed', at: now, provisioning_id, name: asked.name, template: MANIFEST.id },
    ...{ template_name: JSON.stringify(MANIFEST.name), actor: 'operator alice', job_id, attempt: 1 },
  });
  await seedOutbox(cp, job_id);
  return { provisioning_id, job_id, trace_id, stack };
}
