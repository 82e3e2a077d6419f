import type { Call, Reply } from '../core/http.ts';
import { HetznerError, invalidInput } from './errors.ts';

// Source: the vendor's changelog, by these addresses; hcloud-go reads them from the error's details.
const CHANGELOG = 'https://docs.hetzner.cloud/changelog';
const DATACENTER_PROPERTY = `${CHANGELOG}#2026-07-01-removing-datacenters`;
const DATACENTERS = `${CHANGELOG}#2026-06-02-datacenters-deprecated`;
const ALL_ACTIONS = `${CHANGELOG}#2025-01-30-listing-arbitrary-actions-in-the-actions-list-endpoint-is-removed`;

function gone(message: string, announcement: string): HetznerError {
  return new HetznerError('deprecated_api_endpoint', message, { announcement });
}

/** `GET /datacenters` and `GET /datacenters/{id}`, gone since 2026-10-01. */
export function datacenters(_call: Call): Reply {
  throw gone('datacenters have been removed, use locations instead', DATACENTERS);
}

/** `datacenter` in the body of a new server or primary IP, gone since 2026-07-01. */
export function refuseDatacenter(datacenter: unknown): void {
  if (datacenter !== undefined && datacenter !== null) {
    throw gone("the property 'datacenter' has been removed, use 'location' instead", DATACENTER_PROPERTY);
  }
}

/** `GET /actions` without ids, gone since 2025-01-30. Returns the ids that are asked for. */
export function requireActionIds(call: Call): number[] {
  const ids = call.query.getAll('id').map(Number);
  if (ids.length === 0) throw gone('listing all actions has been removed, ask for them by id', ALL_ACTIONS);
  if (!ids.every(Number.isSafeInteger)) throw invalidInput('id', 'must be integers');
  return ids;
}
