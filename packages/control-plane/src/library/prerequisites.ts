import { type Prerequisite, Region, type TemplateManifest } from '@prego/contracts';
import type { z } from 'zod';
import type { LibraryWorld } from './world.ts';

type Needing = Pick<TemplateManifest, 'prerequisites'>;
type World = Pick<LibraryWorld, 'networks' | 'ssh_keys' | 'seen_at'>;
type Kind = TemplateManifest['prerequisites'][number]['kind'];

/**
 * Whether what a template needs is there, and how much of it: in the region that has most of it. Regions may have Hetzner
 * projects of their own, and of a network in one and an SSH key in another nothing can be made.
 */
export function prerequisitesOf({ prerequisites }: Needing, world: World): z.infer<typeof Prerequisite>[] {
  const kinds = prerequisites.map(({ kind }) => kind);
  const counts = Region.options
    .map((region) => countsIn(region, world))
    .reduce((best, next) => (compareCounts(kinds, next, best) > 0 ? next : best));
  return prerequisites.map(({ kind, text }) => ({
    ...{ kind, text, count: counts[kind] },
    present: world.seen_at === null ? null : counts[kind] > 0,
  }));
}

type Counts = Readonly<Record<Kind, number>>;

function countsIn(region: Region, { networks, ssh_keys }: World): Counts {
  const here = networks.filter(({ regions }) => regions.includes(region));
  return {
    network: here.length,
    subnet: here.reduce((sum, { subnets }) => sum + subnets.length, 0),
    ssh_key: ssh_keys.filter(({ regions }) => regions.includes(region)).length,
  };
}

function compareCounts(kinds: readonly Kind[], a: Counts, b: Counts): number {
  const present = (counts: Counts) => kinds.filter((kind) => counts[kind] > 0).length;
  const all = (counts: Counts) => kinds.reduce((sum, kind) => sum + counts[kind], 0);
  return present(a) - present(b) || all(a) - all(b);
}
