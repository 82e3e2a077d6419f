import { locationByIdOrName, showLocation } from './catalog/locations.ts';
import type { PrimaryIpDocument } from './documents.ts';

/** The primary IP as the API shows it. */
export function showPrimaryIp(ip: PrimaryIpDocument): Record<string, unknown> {
  const location = locationByIdOrName(ip.location);
  return {
    id: ip.id,
    name: ip.name,
    type: ip.type,
    ip: ip.ip,
    assignee_id: ip.assignee,
    assignee_type: 'server',
    auto_delete: ip.autoDelete,
    blocked: false,
    created: ip.created,
    dns_ptr: ip.dnsPtr,
    labels: ip.labels,
    location: location && showLocation(location),
    protection: ip.protection,
  };
}
