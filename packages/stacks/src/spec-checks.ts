import { StackError } from './errors.ts';
import type { NodeRecord } from './node-set.ts';

/** A label of a host name (RFC 1123, 2.1) of at most 63 characters (RFC 1035). */
const HOST_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Whether a server may be called so. */
export const isHostLabel = (name: string): boolean => HOST_LABEL.test(name);

/** Cloudflare's ids. */
const ZONE_ID = /^[0-9a-f]{32}$/;

/** Hetzner's bounds for a volume in GB (API docs, "Create a Volume"). */
const VOLUME_GB = { min: 10, max: 10_240 };

/** Far above any id that the control plane gives, and below what could fill a log. */
const MAX_ID = 256;

/** Throws `invalid_input` for a tenant's or job's id that can't be one: empty, or not made to be read. */
export function checkId(what: 'tenant' | 'job', id: string): void {
  if (id.trim() === '') throw invalid(`The ${what} id is empty.`, 'Give the id that the control plane has for it.');
  if (id.length > MAX_ID) {
    throw invalid(`The ${what} id has ${id.length} characters.`, `Give one of at most ${MAX_ID}.`);
  }
  if (/\p{Cc}/u.test(id)) {
    throw invalid(`The ${what} id ${JSON.stringify(id)} has control characters.`, 'Copy it again, without line ends.');
  }
}

/** Throws `invalid_input` for a DNS record whose name is no host name of a zone, or whose zone id can't be one. */
export function checkRecord({ name, zoneId }: NodeRecord): void {
  const labels = name.split('.');
  if (name.length > 253 || labels.length < 2 || !labels.every((label) => HOST_LABEL.test(label))) {
    throw invalid(
      `"${name}" is not a full host name.`,
      'Give labels of letters, digits and hyphens with dots between, such as acme.example.com.',
    );
  }
  if (!ZONE_ID.test(zoneId)) {
    throw invalid(
      `"${zoneId}" is not the id of a zone of Cloudflare.`,
      'Give its 32 hexadecimal digits, not its name.',
    );
  }
}

/** Throws `invalid_input` for a volume that Hetzner does not make. */
export function checkVolumeGb(size: number): void {
  if (Number.isInteger(size) && size >= VOLUME_GB.min && size <= VOLUME_GB.max) return;
  throw invalid(`A volume can't have ${size} GB.`, `Give a whole number from ${VOLUME_GB.min} to ${VOLUME_GB.max}.`);
}

/** Throws `invalid_input` for a list of nodes to be removed that is empty or names what can't be a node. */
export function checkNodeIds(nodes: readonly string[]): void {
  if (nodes.length === 0) throw invalid('No node is named.', 'Name each node that is to go, by its node id.');
  const wrong = nodes.find((node) => !HOST_LABEL.test(node));
  if (wrong !== undefined) throw invalid(`"${wrong}" is not a node id.`, 'One looks like sg-s-7k2m9qxa.');
}

/** The error of something that a caller has to change. */
export const invalid = (what: string, remedy: string): StackError => new StackError('invalid_input', what, remedy);
