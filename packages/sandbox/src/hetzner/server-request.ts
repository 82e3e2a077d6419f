import { z } from 'zod';
import { HetznerError, invalidInput } from './errors.ts';
import type { Hetzner } from './hetzner.ts';

/** Source: Hetzner Cloud API docs, "Create a Server": user_data is limited to 32 KiB. */
const USER_DATA_BYTES_MAX = 32 * 1024;

const id = z.number().int().positive();
const idOrName = z.union([id, z.string().min(1)]);

/** The body of `POST /servers`, as far as the sandbox serves it. `null` is the same as absent to the vendor. */
export const serverRequest = z.object({
  name: z.string(),
  server_type: idOrName,
  image: idOrName,
  location: idOrName.nullish(),
  datacenter: z.unknown().optional(),
  ssh_keys: z.array(idOrName).nullish(),
  user_data: z
    .string()
    .refine((text) => Buffer.byteLength(text) <= USER_DATA_BYTES_MAX, 'must not be larger than 32 KiB')
    .nullish(),
  start_after_create: z.boolean().nullish(),
  labels: z.unknown().optional(),
  automount: z.boolean().nullish(),
  volumes: z.array(id).nullish(),
  networks: z.array(id).nullish(),
  firewalls: z.array(z.object({ firewall: id })).nullish(),
  placement_group: id.nullish(),
  public_net: z
    .object({
      enable_ipv4: z.boolean().nullish(),
      enable_ipv6: z.boolean().nullish(),
      ipv4: id.nullish(),
      ipv6: id.nullish(),
    })
    .nullish(),
});

export type ServerRequest = z.infer<typeof serverRequest>;

const HOST_LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const HOST_NAME = new RegExp(`^${HOST_LABEL}(?:\\.${HOST_LABEL})*$`);
const HOST_NAME_LENGTH_MAX = 253;

/** A name that no other server of the project has, and that is a host name by RFC 1123. */
export function uniqueServerName(hetzner: Hetzner, project: number, name: string, own?: number): string {
  if (name.length > HOST_NAME_LENGTH_MAX || !HOST_NAME.test(name)) {
    throw invalidInput('name', 'server name must be a valid hostname');
  }
  const holder = hetzner.servers.byName(project, name);
  if (holder && holder.id !== own) {
    throw new HetznerError('uniqueness_error', 'server name is already used', { fields: [{ name: 'name' }] });
  }
  return name;
}
