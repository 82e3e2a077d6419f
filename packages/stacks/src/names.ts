import { createHash } from 'node:crypto';
import { StackError } from './errors.ts';
import type { NodeRole, Region } from './regions.ts';

/** A DNS label holds at most 63 characters (RFC 1035); Hetzner takes host names and label values of the same length. */
const MAX_LABEL = 63;

const DEDICATED_PREFIX = 'dedicated-';
const LIBRARY_PREFIX = 'library-';
const HASH_LENGTH = 8;

/** Neither vowels, which make words, nor characters that are read for each other (0 o, 1 l i). 28 of them. */
const ALPHABET = '23456789bcdfghjkmnpqrstvwxyz';

/**
 * `length` characters that stand for `text`, the same every time. Five bits of bias per byte do not matter here:
 * 28^8 is about 3.8e11, so ten thousand ids meet with a chance of about 1e-4.
 */
function shortHash(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest();
  let value = digest.readBigUInt64BE(0);
  let out = '';
  for (let i = 0; i < length; i++) {
    out += ALPHABET[Number(value % BigInt(ALPHABET.length))];
    value /= BigInt(ALPHABET.length);
  }
  return out;
}

/**
 * `id` as a DNS label of at most `max` characters. Where that changes anything, a hash of the whole id keeps two
 * tenants apart. An id that already looks like one with a hash gets one too: else it could be taken for another's.
 */
export function safeId(id: string, max: number): string {
  if (id.trim() === '') {
    throw new StackError('invalid_input', 'An id is empty.', 'Give the tenant or job id of the control plane.');
  }
  const reduced = id
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const looksHashed = new RegExp(`(^|-)[${ALPHABET}]{${HASH_LENGTH}}$`).test(reduced);
  if (reduced === id && id.length <= max && !looksHashed) return id;
  const kept = reduced.slice(0, max - HASH_LENGTH - 1).replace(/-+$/, '');
  const hash = shortHash(id, HASH_LENGTH);
  return kept === '' ? hash : `${kept}-${hash}`;
}

export const sharedStackName = (region: Region): string => region;

/** `dedicated-<safe_id>`: a stack of its own for the three servers of a dedicated tenant. */
export function dedicatedStackName(tenantId: string): string {
  return DEDICATED_PREFIX + safeId(tenantId, MAX_LABEL - DEDICATED_PREFIX.length);
}

/** `library-<safe_id>`: a stack of its own for what a job has provisioned from the library. */
export function libraryStackName(jobId: string): string {
  return LIBRARY_PREFIX + safeId(jobId, MAX_LABEL - LIBRARY_PREFIX.length);
}

/** The node that a job makes or finds in a region: the same job always means the same node. */
export function sharedNodeId(region: Region, jobId: string): string {
  return `${region}-s-${jobHash(jobId)}`;
}

/** The node ids of the three servers that a job makes for a dedicated tenant. */
export function dedicatedNodeId(region: Region, jobId: string, role: Exclude<NodeRole, 'shared'>): string {
  return `${region}-d-${jobHash(jobId)}-${role}`;
}

function jobHash(jobId: string): string {
  if (jobId.trim() === '') throw new StackError('invalid_input', 'The job id is empty.', 'Give the id of the job.');
  return shortHash(jobId, HASH_LENGTH);
}

/** Whose a thing in the cloud is: which stack's, of which backend. */
export interface Owner {
  readonly stack: string;
  /** Tells the states of two backends apart that keep a stack of the same name. */
  readonly stateId: string;
}

/** The labels of everything that a stack makes at Hetzner. */
export function ownerLabels({ stack, stateId }: Owner): Record<string, string> {
  return { 'managed-by': 'prego', stack, state: stateId };
}

export interface NodeLabels {
  readonly nodeId: string;
  readonly jobId: string;
  readonly role: NodeRole;
  readonly region: Region;
  /** Its address in the private network, which stands in this network zone. */
  readonly privateIp: string;
  readonly networkZone: string;
  /** The number of its spread group. */
  readonly group: number;
  readonly tenantId?: string;
}

/**
 * The labels by which a server is found again in the cloud, with all that its program needs to go on with it. Ids
 * that Hetzner's label grammar refuses are reduced.
 */
export function nodeLabels(owner: Owner, node: NodeLabels): Record<string, string> {
  return {
    ...ownerLabels(owner),
    'node-id': node.nodeId,
    'job-id': labelValue(node.jobId),
    role: node.role,
    region: node.region,
    'private-ip': node.privateIp,
    'network-zone': node.networkZone,
    'placement-group': String(node.group),
    ...(node.tenantId === undefined ? {} : { 'tenant-id': labelValue(node.tenantId) }),
  };
}

export interface LibraryLabels {
  /** Its name at Hetzner. */
  readonly name: string;
  readonly key: string;
  readonly jobId: string;
  readonly region: Region;
  /** The address in the private network of each server of the set, by key. */
  readonly addresses: ReadonlyMap<string, string>;
}

/**
 * The labels of a server from the library. Each tells the addresses of all, as each was told them on its first boot: a
 * run that goes on with the rest must give those the same.
 */
export function libraryLabels(owner: Owner, server: LibraryLabels): Record<string, string> {
  return {
    ...ownerLabels(owner),
    'node-id': server.name,
    'job-id': labelValue(server.jobId),
    role: 'library',
    'library-key': server.key,
    region: server.region,
    ...Object.fromEntries([...server.addresses].map(([key, address]) => [addressLabel(key), address])),
  };
}

/** The label that tells the address of the server of that key. */
export const addressLabel = (key: string): string => `private-ip-${key}`;

/** Letters, digits, `-`, `_` and `.`, with a letter or digit at both ends: the grammar of a Hetzner label value. */
const LABEL_VALUE = /^[a-z0-9A-Z]([a-z0-9A-Z._-]{0,61}[a-z0-9A-Z])?$/;

/** An id as it stands in a label: unchanged where Hetzner takes it, else reduced and told apart by a hash. */
export function labelValue(id: string): string {
  return LABEL_VALUE.test(id) ? id : safeId(id, MAX_LABEL);
}
