import { z } from 'zod';
import { LibraryResource } from './library-provisionings.ts';

/** What a run of a library job is told with its claim, and what it reports. */

const OfferBody = z.object({ server_type: z.string(), location: z.string() });

export const LibraryWork = z.object({
  template: z.string(),
  template_version: z.string(),
  /** The provisioning's name. */
  name: z.string(),
  image: z.string(),
  servers: z.array(
    z.object({
      key: z.string(),
      /** Its name at Hetzner. */
      name: z.string(),
      ports: z.array(z.object({ protocol: z.enum(['tcp', 'udp']), port: z.int(), from: z.string() })),
      volume_gb: z.int().nullable(),
      /** The template's `#cloud-config`; the values and secrets are added as a file. */
      cloud_init: z.string(),
    }),
  ),
  /** All servers of one size in one location; the next offer is tried where Hetzner has no room. */
  offers: z.array(OfferBody),
  network: z.object({ id: z.int(), subnet: z.string(), network_zone: z.string() }),
  /** Hetzner's ids. */
  ssh_keys: z.array(z.int()),
  /** Both by name; each becomes `PREGO_<NAME>`. Mask the secrets first of all. */
  values: z.record(z.string(), z.string()),
  secrets: z.record(z.string(), z.string()),
  /** What is known to be there: what a return has to prove gone. */
  resources: z.array(LibraryResource),
});
export type LibraryWork = z.infer<typeof LibraryWork>;

/** Part of a callback: what the stack has now. Told each time something was made, and with the end; of a failed run as far as is known. */
export const LibraryReport = z.object({
  resources: z.array(LibraryResource).max(200).describe('All that is there; empty where nothing is.'),
  hourly_cost: z.number().min(0).nullable(),
  monthly_cost: z.number().min(0).nullable(),
});
export type LibraryReport = z.infer<typeof LibraryReport>;
