import { Packet } from 'dns2';
import type { RecordDocument, ZoneDocument } from './cloudflare.ts';

type Resource = InstanceType<typeof Packet.Resource>;

/** Automatic means 300 seconds. Source: Cloudflare DNS docs, "Time to Live (TTL)". */
const AUTOMATIC_TTL = 300;

/** The record as it stands in an answer; `owner` is the name that was asked for, or that an alias led to. */
export function recordResource(owner: string, record: RecordDocument): Resource {
  const common = { name: owner, class: Packet.CLASS.IN, ttl: record.ttl === 1 ? AUTOMATIC_TTL : record.ttl };
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return new Packet.Resource({ ...common, type: Packet.TYPE[record.type], address: record.content });
    case 'CNAME':
      return new Packet.Resource({ ...common, type: Packet.TYPE.CNAME, domain: record.content });
    case 'MX':
      return new Packet.Resource({
        ...common,
        type: Packet.TYPE.MX,
        exchange: record.content,
        priority: record.priority ?? 0,
      });
    case 'TXT':
      return new Packet.Resource({ ...common, type: Packet.TYPE.TXT, data: characterStrings(record.content) });
  }
}

export function nsResource(zone: ZoneDocument, ns: string): Resource {
  return new Packet.Resource({
    name: zone.name,
    type: Packet.TYPE.NS,
    class: Packet.CLASS.IN,
    ttl: 86_400,
    ns,
  });
}

/** Timers as the vendor's zones have them; the serial is sandbox time, so that it only grows. */
export function soaResource(zone: ZoneDocument, serial: number): Resource {
  return new Packet.Resource({
    name: zone.name,
    type: Packet.TYPE.SOA,
    class: Packet.CLASS.IN,
    ttl: 1800,
    primary: zone.nameServers[0],
    admin: 'dns.cloudflare.com',
    serial,
    refresh: 10_000,
    retry: 2400,
    expiration: 604_800,
    minimum: 1800,
  });
}

/** The strings of a TXT record: those in quotes where there are any, else the whole. */
function characterStrings(content: string): string[] {
  if (!/^\s*"/.test(content)) return pieces(content);
  return [...content.matchAll(/"((?:\\.|[^"\\])*)"/g)].flatMap((quoted) =>
    pieces((quoted[1] ?? '').replace(/\\(.)/g, '$1')),
  );
}

/** Cuts a text where it would exceed the 255 bytes of a character string (RFC 1035, section 3.3), never within a character. */
function pieces(text: string): string[] {
  const cut = [''];
  for (const character of text) {
    const longer = cut.at(-1) + character;
    if (Buffer.byteLength(longer) <= 255) cut[cut.length - 1] = longer;
    else cut.push(character);
  }
  return cut;
}
