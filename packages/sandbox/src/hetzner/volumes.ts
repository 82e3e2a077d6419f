import { Hono } from 'hono';
import { z } from 'zod';
import { isoSeconds } from '../core/clock.ts';
import type { Call, Reply, SandboxEnv } from '../core/http.ts';
import { refuseIfLocked, showAction, startAction } from './actions.ts';
import { readBody } from './body.ts';
import { locationByIdOrName, showLocation } from './catalog/locations.ts';
import type { VolumeDocument } from './documents.ts';
import { HetznerError, invalidInput } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { validateLabels } from './labels.ts';
import { listing } from './listing.ts';
import { freeName, withUpdate } from './naming.ts';
import { documentOf, serving } from './route.ts';
import { attachVolume, serverForVolume, volumeActions } from './volume-actions.ts';
import { billVolume, deleteVolume, volumeSize } from './volume-lifecycle.ts';
import { wantedLocation } from './wanted-location.ts';

const id = z.number().int().positive();

const created = z.object({
  name: z.string(),
  size: volumeSize,
  server: id.nullish(),
  location: z.union([id, z.string().min(1)]).nullish(),
  format: z.enum(['ext4', 'xfs']).nullish(),
  automount: z.boolean().nullish(),
  labels: z.unknown().optional(),
});

export function volumeRoutes(hetzner: Hetzner): Hono<SandboxEnv> {
  const on = serving(hetzner);
  const { volumes } = hetzner;
  const kind = { collection: volumes, kind: 'volume' };
  return new Hono<SandboxEnv>()
    .get(
      '/volumes',
      on((call) =>
        listing(call, 'volumes', volumes.list(call.project.id), {
          sortable: ['id', 'name', 'created'],
          show: showVolume,
        }),
      ),
    )
    .post(
      '/volumes',
      on((call) => create(hetzner, call)),
    )
    .get(
      '/volumes/:id',
      on((call) => ({ status: 200, body: { volume: showVolume(documentOf(volumes, call, 'volume')) } })),
    )
    .put(
      '/volumes/:id',
      on((call) => {
        const changed = volumes.put(call.project.id, withUpdate(kind, call, documentOf(volumes, call, 'volume')));
        return { status: 200, body: { volume: showVolume(changed) } };
      }),
    )
    .delete(
      '/volumes/:id',
      on((call) => {
        const volume = documentOf(volumes, call, 'volume');
        if (volume.protection.delete) throw new HetznerError('protected', 'volume deletion is protected');
        refuseIfLocked(hetzner, call.project.id, 'volume', volume.id);
        if (volume.server !== null) throw new HetznerError('resource_in_use', 'volume is attached to a server');
        deleteVolume(hetzner, call.project.id, volume.id, call.now);
        return { status: 204 };
      }),
    )
    .route('/', volumeActions(hetzner));
}

function create(hetzner: Hetzner, call: Call): Reply {
  const project = call.project.id;
  const body = readBody(call, created);
  if (body.automount && !body.format) throw invalidInput('automount', 'needs a format');
  const name = freeName({ collection: hetzner.volumes, kind: 'volume' }, call, body.name);
  const server = body.server ? serverForVolume(hetzner, call, body.server) : null;
  const volume = hetzner.volumes.put(project, {
    id: hetzner.core.store.next('hetzner'),
    name,
    labels: validateLabels(body.labels),
    created: isoSeconds(call.now),
    status: 'creating',
    size: body.size,
    location: wantedLocation(body.location, server, 'server'),
    server: null,
    format: body.format ?? null,
    protection: { delete: false },
  });
  billVolume(hetzner, project, volume, call.now);
  const action = startAction(hetzner, {
    project,
    now: call.now,
    command: 'create_volume',
    resources: [{ id: volume.id, type: 'volume' }],
    effect: { name: 'changeVolume', args: { volume: volume.id, to: { status: 'available' } } },
    failureEffect: { name: 'removeVolume', args: { volume: volume.id } },
  });
  const nextActions = server ? [attachVolume(hetzner, call, volume.id, server.id, action)] : [];
  return {
    status: 201,
    body: {
      volume: showVolume(hetzner.volumes.get(project, volume.id) ?? volume),
      action: showAction(action),
      next_actions: nextActions.map(showAction),
    },
  };
}

function showVolume(volume: VolumeDocument): Record<string, unknown> {
  const location = locationByIdOrName(volume.location);
  return {
    ...volume,
    location: location && showLocation(location),
    linux_device: `/dev/disk/by-id/scsi-0HC_Volume_${volume.id}`,
  };
}
