import { z } from 'zod';
import type { Call } from '../core/http.ts';
import { readBody } from './body.ts';
import type { PrimaryIpDocument } from './documents.ts';
import { invalidInput } from './errors.ts';

const dnsPtrChange = z.object({ ip: z.string(), dns_ptr: z.string().nullable() });

/** What an IPv4 address resolves to as long as nobody says otherwise. */
export function defaultDnsPtr(ip: string): string {
  return `static.${ip.split('.').toReversed().join('.')}.clients.your-server.de`;
}

/**
 * The body of `change_dns_ptr` against the addresses that it may name: what then resolves for the one it names.
 * A name of `null` brings back the vendor's own for an IPv4 address, and none for an IPv6 address.
 */
export function readDnsPtr(call: Call, candidates: PrimaryIpDocument[]) {
  const { ip, dns_ptr } = readBody(call, dnsPtrChange);
  const primaryIp = candidates.find((candidate) => holds(candidate, ip));
  if (!primaryIp) throw invalidInput('ip', `'${ip}' is not an address of the resource`);
  const others = primaryIp.dnsPtr.filter((pointer) => pointer.ip !== ip);
  const name = dns_ptr ?? (primaryIp.type === 'ipv4' ? defaultDnsPtr(ip) : null);
  return { primaryIp: primaryIp.id, dnsPtr: name === null ? others : [...others, { ip, dns_ptr: name }] };
}

/** Our IPv6 networks are all written `2001:db8:x:y::/64`: an address lies in one if it begins with its four groups. */
function holds({ type, ip: own }: PrimaryIpDocument, ip: string): boolean {
  return type === 'ipv4' ? ip === own : ip.startsWith(own.replace(/:\/64$/, ''));
}
