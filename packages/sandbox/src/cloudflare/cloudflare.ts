import { createHash } from 'node:crypto';
import type { Core } from '../core/core.ts';
import type { Collection } from '../core/store.ts';
import { RateLimit } from './rate-limit.ts';

export const RECORD_TYPES = ['A', 'AAAA', 'CNAME', 'MX', 'TXT'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

export interface ZoneDocument {
  /** 32 hexadecimal digits. */
  id: string;
  /** Lower case, without a trailing dot. */
  name: string;
  nameServers: [string, string];
  /** Epoch ms. */
  createdAt: number;
}

export interface RecordDocument {
  /** 32 hexadecimal digits. */
  id: string;
  zone: string;
  /** The whole name, zone included: lower case, without a trailing dot. */
  name: string;
  type: RecordType;
  content: string;
  /** MX only. */
  priority: number | null;
  proxied: boolean;
  /** Seconds; 1 means automatic. */
  ttl: number;
  comment: string | null;
  settings: Record<string, boolean>;
  /** Epoch ms. */
  createdAt: number;
  modifiedAt: number;
  commentModifiedAt: number | null;
}

/** The Cloudflare of the sandbox: zones and their DNS records, on the state and the time that all emulators share. */
export interface Cloudflare {
  core: Core;
  zones: Collection<ZoneDocument>;
  records: Collection<RecordDocument>;
  rateLimit: RateLimit;
}

export function openCloudflare(core: Core): Cloudflare {
  return {
    core,
    zones: core.store.collection('zone'),
    records: core.store.collection('dns_record'),
    rateLimit: new RateLimit(),
  };
}

/** Makes the zone in the project, or returns the one that is there. A zone is active at once: nothing is delegated here. */
export function openZone(cloudflare: Cloudflare, project: number, zoneName: string): ZoneDocument {
  const name = zoneName.toLowerCase().replace(/\.$/, '');
  const known = cloudflare.zones.byName(project, name);
  if (known) return known;
  return cloudflare.zones.put(project, {
    id: cloudflare.core.randomHex(16),
    name,
    nameServers: ['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com'],
    createdAt: cloudflare.core.clock.now(),
  });
}

/** A stable id for what belongs to a project but is no document: its account, its token. */
export function derivedId(project: number, what: string): string {
  return createHash('md5').update(`${what}:${project}`).digest('hex');
}

/** The vendor's spelling of a time: ISO 8601 in UTC with microseconds. */
export function isoMicroseconds(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('Z', '000Z');
}
