import { z } from 'zod';
import { Region } from './enums.ts';
import { PrerequisiteKind, TemplateManifest } from './library-manifest.ts';
import { LibraryPrice } from './library-price.ts';
import { Text } from './library-text.ts';
import { Millis } from './paging.ts';

/** The library's API: the templates that there are, and what can be chosen for one. */

export const TemplateSummary = TemplateManifest.pick({
  id: true,
  name: true,
  summary: true,
  version: true,
  category: true,
  keywords: true,
}).extend({
  icon: z.string().describe('An SVG, as text.'),
  servers: z.int(),
  from_price: LibraryPrice.describe('Of the cheapest size that fits, in its cheapest location.'),
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;
export const TemplateList = z.object({ items: z.array(TemplateSummary) });

/** Whether what a template needs is there, by the last inventory. */
export const Prerequisite = z.object({
  kind: PrerequisiteKind,
  text: Text,
  present: z.boolean().nullable().describe('Null while no inventory has been reported.'),
  count: z.int(),
});

/** When the cloud was last looked at; null where it never was. */
const SeenAt = Millis.nullable();

export const TemplateDetail = z.object({
  manifest: TemplateManifest,
  icon: z.string(),
  prerequisites: z.array(Prerequisite),
  /** The cheapest size that fits, in its cheapest location: from what a price begins. */
  from_price: LibraryPrice,
  inventory_seen_at: SeenAt,
});
export type TemplateDetail = z.infer<typeof TemplateDetail>;

const RegionsOfProject = z
  .array(Region)
  .describe("Those whose Hetzner project has it: it serves in their locations only. See a location's region.");

/** What can be chosen for a template now, by the last inventory. */
export const LibraryChoices = z.object({
  inventory_seen_at: SeenAt,
  networks: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      ip_range: z.string(),
      servers: z.int(),
      subnets: z.array(z.object({ ip_range: z.string(), network_zone: z.string() })),
      regions: RegionsOfProject,
    }),
  ),
  ssh_keys: z.array(z.object({ id: z.int(), name: z.string(), fingerprint: z.string(), regions: RegionsOfProject })),
  locations: z.array(
    z.object({
      name: z.string(),
      city: z.string().nullable(),
      country: z.string().nullable(),
      network_zone: z.string(),
      region: Region.describe('Ours: it decides in which Hetzner project the servers stand.'),
    }),
  ),
  /** The smallest first; only those that serve each of the template's servers. */
  sizes: z.array(
    z.object({
      server_type: z.string(),
      cores: z.int(),
      memory_gb: z.number(),
      disk_gb: z.number(),
      architecture: z.string().nullable(),
      offers: z.array(
        z.object({
          location: z.string(),
          /** Of everything that the template makes there: servers, addresses and volumes. */
          price: LibraryPrice,
          available: z.boolean().describe('False: Hetzner said lately that it has no room.'),
        }),
      ),
    }),
  ),
});
export type LibraryChoices = z.infer<typeof LibraryChoices>;
