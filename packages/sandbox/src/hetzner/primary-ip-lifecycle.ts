import { isoSeconds } from '../core/clock.ts';
import { allocatePublicIp } from './addresses.ts';
import { primaryIpPrice } from './catalog/pricing.ts';
import { defaultDnsPtr } from './dns-ptr.ts';
import type { Labels, PrimaryIpDocument } from './documents.ts';
import type { Hetzner } from './hetzner.ts';

export interface NewPrimaryIp {
  type: PrimaryIpDocument['type'];
  location: string;
  /** Absent: `primary_ip-<id>`, as the vendor calls those that it creates with a server. */
  name?: string;
  labels?: Labels;
  autoDelete: boolean;
  assignee: number | null;
}

/** Allocates an address and begins to bill it. Only IPv4 addresses cost something. */
export function createPrimaryIp(
  hetzner: Hetzner,
  project: number,
  now: number,
  wanted: NewPrimaryIp,
): PrimaryIpDocument {
  const id = hetzner.core.store.next('hetzner');
  const ip = allocatePublicIp(hetzner, wanted.type);
  const document = hetzner.primaryIps.put(project, {
    id,
    name: wanted.name ?? `primary_ip-${id}`,
    labels: wanted.labels ?? {},
    created: isoSeconds(now),
    type: wanted.type,
    ip,
    location: wanted.location,
    assignee: wanted.assignee,
    autoDelete: wanted.autoDelete,
    protection: { delete: false },
    dnsPtr: wanted.type === 'ipv4' ? [{ ip, dns_ptr: defaultDnsPtr(ip) }] : [],
  });
  if (wanted.type === 'ipv4') {
    const { hourly, monthly } = primaryIpPrice(wanted.type, wanted.location);
    hetzner.core.ledger.open({
      project,
      kind: 'primary_ip',
      resource: String(id),
      name: document.name,
      labels: document.labels,
      hourlyEur: hourly,
      monthlyEur: monthly,
      fromMs: now,
    });
  }
  return document;
}

export function deletePrimaryIp(hetzner: Hetzner, project: number, id: number, now: number): void {
  hetzner.primaryIps.delete(project, id);
  hetzner.core.ledger.close(project, 'primary_ip', String(id), now);
}

/** What becomes of an address when its server is deleted. */
export function releasePrimaryIp(hetzner: Hetzner, project: number, id: number, now: number): void {
  const document = hetzner.primaryIps.get(project, id);
  if (document?.autoDelete) deletePrimaryIp(hetzner, project, id, now);
  else if (document) hetzner.primaryIps.put(project, { ...document, assignee: null });
}
