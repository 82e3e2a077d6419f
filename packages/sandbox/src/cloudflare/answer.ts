import type { RecordDocument, RecordType, ZoneDocument } from './cloudflare.ts';
import { isWithin } from './names.ts';

/** What an answer is made from. Names are lower case, without trailing dots. */
export interface ZoneData {
  /** The zone with the longest name that `name` lies in. */
  zoneOf(name: string): ZoneDocument | undefined;
  recordsAt(zone: ZoneDocument, name: string): RecordDocument[];
  /** Whether any record lies below `name`: then the name exists, even without records of its own (RFC 8020). */
  hasBelow(zone: ZoneDocument, name: string): boolean;
}

export interface Answer {
  rcode: 'NOERROR' | 'NXDOMAIN' | 'REFUSED';
  /** In the order of a chase: aliases first, each under its own name. */
  records: { owner: string; record: RecordDocument }[];
  /** Asked for at the zone's own name, where no record stands for it. */
  apex?: 'NS' | 'SOA';
  zone?: ZoneDocument;
}

/** A chain of aliases longer than this is a loop, or as good as one. */
const MAX_ALIASES = 16;

/**
 * What an authoritative server says about `name`: its records of `type`, following aliases within our zones,
 * NXDOMAIN where nothing is, and REFUSED outside. With `zone` and no records the answer carries the zone's SOA.
 */
export function answer(data: ZoneData, name: string, type: string): Answer {
  const asked = data.zoneOf(name);
  if (!asked) return { rcode: 'REFUSED', records: [] };
  if (name === asked.name && (type === 'NS' || type === 'SOA')) {
    return { rcode: 'NOERROR', records: [], apex: type, zone: asked };
  }
  const records: Answer['records'] = [];
  let zone: ZoneDocument | undefined = asked;
  let owner = name;
  for (let aliases = 0; zone && aliases <= MAX_ALIASES; aliases++) {
    const here = recordsFor(data, zone, owner);
    if (here === undefined) return { rcode: 'NXDOMAIN', records, zone };
    const alias = here.find((record) => record.type === 'CNAME');
    const wanted = here.filter((record) => record.type === (type as RecordType));
    for (const record of wanted) records.push({ owner, record });
    if (wanted.length > 0 || !alias) return { rcode: 'NOERROR', records, zone };
    records.push({ owner, record: alias });
    owner = alias.content;
    zone = data.zoneOf(owner);
  }
  return { rcode: 'NOERROR', records };
}

/** The records that a name answers with, its own or those of the nearest wildcard; undefined where the name is not. */
function recordsFor(data: ZoneData, zone: ZoneDocument, name: string): RecordDocument[] | undefined {
  const own = data.recordsAt(zone, name);
  if (own.length > 0) return own;
  if (name === zone.name || data.hasBelow(zone, name)) return [];
  for (let parent = parentOf(name); isWithin(parent, zone.name); parent = parentOf(parent)) {
    const wild = data.recordsAt(zone, `*.${parent}`);
    if (wild.length > 0) return wild;
    // A wildcard does not reach past a name that exists (RFC 4592, section 3.3.1: the closest encloser).
    if (data.recordsAt(zone, parent).length > 0 || data.hasBelow(zone, parent)) return undefined;
  }
  return undefined;
}

function parentOf(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}
