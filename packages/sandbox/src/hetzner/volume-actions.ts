import type { Hono } from 'hono';
import { z } from 'zod';
import type { Call, SandboxEnv } from '../core/http.ts';
import { refuseIfLocked, startAction } from './actions.ts';
import { readBody } from './body.ts';
import type { ActionDocument, ServerDocument, VolumeDocument } from './documents.ts';
import { HetznerError, invalidInput, notFound } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { type Act, lockedActions } from './locked-actions.ts';
import { volumeSize } from './volume-lifecycle.ts';

/** Source: Hetzner Cloud docs, "Volumes", limits. */
const VOLUMES_A_SERVER = 16;

const ACTIONS: Record<string, Act<VolumeDocument>> = { attach, detach, resize, change_protection: changeProtection };

/** `POST /volumes/{id}/actions/…`: each is refused while another action runs on the volume. */
export function volumeActions(hetzner: Hetzner): Hono<SandboxEnv> {
  const target = { path: 'volumes', type: 'volume', kind: 'volume', collection: hetzner.volumes } as const;
  return lockedActions(hetzner, target, ACTIONS);
}

/** The server that a volume can be attached to now. */
export function serverForVolume(hetzner: Hetzner, call: Call, id: number): ServerDocument {
  const server = hetzner.servers.get(call.project.id, id);
  if (!server) throw notFound('server', id);
  refuseIfLocked(hetzner, call.project.id, 'server', id);
  const attached = hetzner.volumes.list(call.project.id).filter((volume) => volume.server === id);
  if (attached.length >= VOLUMES_A_SERVER) {
    throw new HetznerError('resource_limit_exceeded', `a server can have at most ${VOLUMES_A_SERVER} volumes`);
  }
  return server;
}

export function attachVolume(
  hetzner: Hetzner,
  call: Call,
  volume: number,
  server: number,
  after?: ActionDocument,
): ActionDocument {
  return startAction(hetzner, {
    project: call.project.id,
    now: call.now,
    command: 'attach_volume',
    resources: [
      { id: server, type: 'server' },
      { id: volume, type: 'volume' },
    ],
    effect: { name: 'changeVolume', args: { volume, to: { server } } },
    ...(after && { after }),
  });
}

function attach(hetzner: Hetzner, call: Call, volume: VolumeDocument): ActionDocument {
  const body = readBody(call, z.object({ server: z.number().int() }));
  if (volume.server !== null) throw new HetznerError('volume_already_attached', 'volume is already attached');
  const server = serverForVolume(hetzner, call, body.server);
  if (server.location !== volume.location) throw invalidInput('server', 'must be in the location of the volume');
  return attachVolume(hetzner, call, volume.id, server.id);
}

function detach(hetzner: Hetzner, call: Call, volume: VolumeDocument): ActionDocument {
  if (volume.server === null) throw new HetznerError('invalid_input', 'volume is not attached', {});
  refuseIfLocked(hetzner, call.project.id, 'server', volume.server);
  return startAction(hetzner, {
    project: call.project.id,
    now: call.now,
    command: 'detach_volume',
    resources: [
      { id: volume.server, type: 'server' },
      { id: volume.id, type: 'volume' },
    ],
    effect: { name: 'changeVolume', args: { volume: volume.id, to: { server: null } } },
  });
}

function resize(hetzner: Hetzner, call: Call, volume: VolumeDocument): ActionDocument {
  const { size } = readBody(call, z.object({ size: volumeSize }));
  if (size <= volume.size) throw invalidInput('size', 'volumes can only be made larger');
  return change(hetzner, call, volume, 'resize_volume', { size });
}

function changeProtection(hetzner: Hetzner, call: Call, volume: VolumeDocument): ActionDocument {
  const body = readBody(call, z.object({ delete: z.boolean().optional() }));
  return change(hetzner, call, volume, 'change_protection', {
    protection: { delete: body.delete ?? volume.protection.delete },
  });
}

function change(
  hetzner: Hetzner,
  call: Call,
  volume: VolumeDocument,
  command: string,
  to: Partial<VolumeDocument>,
): ActionDocument {
  return startAction(hetzner, {
    project: call.project.id,
    now: call.now,
    command,
    resources: [{ id: volume.id, type: 'volume' }],
    effect: { name: 'changeVolume', args: { volume: volume.id, to } },
  });
}
