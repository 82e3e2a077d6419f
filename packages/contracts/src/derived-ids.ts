import { createHash } from 'node:crypto';
import type { NodeRole, Region } from './enums.ts';

/**
 * What is derived from an id instead of drawn by chance, so that the same job always means the same servers. The
 * stacks package, which others may install alone, derives the same on its own: a test of the repository compares them.
 * Apart from the other files because `node:crypto` is not there in a browser.
 */

/** A DNS label holds at most 63 characters (RFC 1035). */
const MAX_LABEL = 63;
const HASH_LENGTH = 8;
/** Neither vowels, which make words, nor characters that are read for each other (0 o, 1 l i). 28 of them. */
const ALPHABET = '23456789bcdfghjkmnpqrstvwxyz';

function shortHash(text: string): string {
  let value = createHash('sha256').update(text).digest().readBigUInt64BE(0);
  let out = '';
  for (let i = 0; i < HASH_LENGTH; i++) {
    out += ALPHABET[Number(value % BigInt(ALPHABET.length))];
    value /= BigInt(ALPHABET.length);
  }
  return out;
}

/** `id` as a DNS label of at most `max` characters; where that changes anything, a hash keeps two ids apart. */
function safeId(id: string, max: number): string {
  const reduced = id
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const looksHashed = new RegExp(`(^|-)[${ALPHABET}]{${HASH_LENGTH}}$`).test(reduced);
  if (reduced === id && id.length <= max && !looksHashed) return id;
  const kept = reduced.slice(0, max - HASH_LENGTH - 1).replace(/-+$/, '');
  return kept === '' ? shortHash(id) : `${kept}-${shortHash(id)}`;
}

/** The stack of a dedicated tenant: `dedicated-<safe_id>`. */
export const dedicatedStackName = (tenantId: string): string =>
  `dedicated-${safeId(tenantId, MAX_LABEL - 'dedicated-'.length)}`;

/** The stack of a library provisioning: `library-<safe_id>`. */
export const libraryStackName = (jobId: string): string => `library-${safeId(jobId, MAX_LABEL - 'library-'.length)}`;

/** The shared node that a job makes in a region. */
export const sharedNodeId = (region: Region, jobId: string): string => `${region}-s-${shortHash(jobId)}`;

/** One of the three nodes that a job makes for a dedicated tenant. */
export const dedicatedNodeId = (region: Region, jobId: string, role: Exclude<NodeRole, 'shared'>): string =>
  `${region}-d-${shortHash(jobId)}-${role}`;
