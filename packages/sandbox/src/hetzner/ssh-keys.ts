import { z } from 'zod';
import { isoSeconds } from '../core/clock.ts';
import type { Call, Reply } from '../core/http.ts';
import { readBody } from './body.ts';
import type { SshKeyDocument } from './documents.ts';
import { HetznerError, invalidInput } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { validateLabels } from './labels.ts';
import { listing } from './listing.ts';
import { freeName, type Kind, withUpdate } from './naming.ts';
import { documentOf } from './route.ts';
import { fingerprintOf } from './ssh-public-key.ts';

function kindOf(hetzner: Hetzner): Kind<SshKeyDocument> {
  return { collection: hetzner.sshKeys, kind: 'SSH key' };
}

function show(key: SshKeyDocument): Record<string, unknown> {
  const { publicKey, ...rest } = key;
  return { ...rest, public_key: publicKey };
}

export function listSshKeys(hetzner: Hetzner, call: Call): Reply {
  const fingerprint = call.query.get('fingerprint');
  const keys = hetzner.sshKeys.list(call.project.id);
  const found = fingerprint === null ? keys : keys.filter((key) => key.fingerprint === fingerprint);
  return listing(call, 'ssh_keys', found, { sortable: ['id', 'name', 'created'], show });
}

export function getSshKey(hetzner: Hetzner, call: Call): Reply {
  return { status: 200, body: { ssh_key: show(documentOf(hetzner.sshKeys, call, 'SSH key')) } };
}

const createBody = z.object({ name: z.string(), public_key: z.string(), labels: z.unknown().optional() });

export function createSshKey(hetzner: Hetzner, call: Call): Reply {
  const body = readBody(call, createBody);
  const fingerprint = fingerprintOf(body.public_key);
  if (!fingerprint) throw invalidInput('public_key', 'is not a public key in OpenSSH format');
  if (hetzner.sshKeys.list(call.project.id).some((key) => key.fingerprint === fingerprint)) {
    throw new HetznerError('uniqueness_error', 'SSH key with the same fingerprint already exists', {
      fields: [{ name: 'public_key' }],
    });
  }
  const key = hetzner.sshKeys.put(call.project.id, {
    name: freeName(kindOf(hetzner), call, body.name),
    labels: validateLabels(body.labels),
    id: hetzner.core.store.next('hetzner'),
    created: isoSeconds(call.now),
    fingerprint,
    publicKey: body.public_key,
  });
  return { status: 201, body: { ssh_key: show(key) } };
}

export function updateSshKey(hetzner: Hetzner, call: Call): Reply {
  const kind = kindOf(hetzner);
  const key = hetzner.sshKeys.put(
    call.project.id,
    withUpdate(kind, call, documentOf(hetzner.sshKeys, call, 'SSH key')),
  );
  return { status: 200, body: { ssh_key: show(key) } };
}

export function deleteSshKey(hetzner: Hetzner, call: Call): Reply {
  hetzner.sshKeys.delete(call.project.id, documentOf(hetzner.sshKeys, call, 'SSH key').id);
  return { status: 204 };
}
