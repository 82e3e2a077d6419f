import type { Server } from '@pulumi/hcloud/server.js';
import { Volume } from '@pulumi/hcloud/volume.js';
import type { Output, Resource } from '@pulumi/pulumi';
import type { Known } from './adoption.ts';
import { type Labels, numericId } from './network.ts';

/** What a young tenant's database fits in; Hetzner's smallest volume is 10 GB, and volumes grow in place. */
const VOLUME_GB = 20;

export interface VolumeArgs {
  readonly name: string;
  readonly labels: Labels;
  /** Absent: it keeps its size. */
  readonly sizeGb: number | undefined;
  /** What must be done before. */
  readonly after: readonly Resource[];
}

/**
 * A volume of a server, made attached, so that none is ever there before its server is. Answers with its size in GB once
 * it is there: a stack without it has no outputs yet, and is not complete.
 */
export function declareVolume(known: Known, resource: string, args: VolumeArgs, server: Server): Output<number> {
  const has = known.inState(resource)?.inputs?.size;
  // Volumes never shrink: one that was grown must survive a run that says nothing of its size.
  const size = args.sizeGb ?? (typeof has === 'number' ? has : VOLUME_GB);
  const volume = new Volume(
    resource,
    {
      name: args.name,
      size,
      serverId: numericId(server),
      format: 'ext4',
      labels: known.labels(resource, args.labels),
    },
    {
      protect: true,
      // Only of meaning when it is made, and never read back.
      ignoreChanges: ['format'],
      dependsOn: [...args.after],
      ...known.importOption(resource),
    },
  );
  return volume.size;
}
