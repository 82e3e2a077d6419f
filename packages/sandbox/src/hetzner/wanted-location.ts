import { locationByIdOrName } from './catalog/locations.ts';
import type { ServerDocument } from './documents.ts';
import { HetznerError, invalidInput } from './errors.ts';

/**
 * Name of the location where something for a server is made: the server's own, or the one that is asked for where no
 * server is named. `serverField` is what the request calls the server. Both or neither is `invalid_input`.
 */
export function wantedLocation(
  wanted: string | number | null | undefined,
  server: ServerDocument | null,
  serverField: string,
): string {
  if (wanted === undefined || wanted === null) {
    if (!server) throw invalidInput('location', `location or ${serverField} is required`);
    return server.location;
  }
  if (server) throw invalidInput('location', `must not be used together with ${serverField}`);
  const location = locationByIdOrName(wanted);
  if (!location) throw new HetznerError('invalid_input', `location '${wanted}' not found`, {});
  return location.name;
}
