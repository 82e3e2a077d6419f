import { Address4, Address6 } from 'ip-address';
import { invalidInput } from './errors.ts';

/** The vendor gives the gateway of every server's public interface this address; no private network may use it. */
export const PUBLIC_GATEWAY = new Address4('172.31.1.1');

const RFC1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((range) => new Address4(range));

/** An IPv4 range in CIDR notation whose host bits are zero; `field` is what a refusal names. */
export function parseRange4(text: string, field: string): Address4 {
  if (!text.includes('/') || !Address4.isValid(text)) throw invalidInput(field, `'${text}' is not an IPv4 CIDR`);
  const range = new Address4(text);
  if (range.networkForm() !== text) throw invalidInput(field, `'${text}' is not the start of its CIDR block`);
  return range;
}

/** An IPv4 or IPv6 range likewise, in the vendor's spelling: IPv6 in lower case and shortest form. */
export function parseRange(text: string, field: string): string {
  if (!text.includes(':')) return parseRange4(text, field).networkForm();
  if (!text.includes('/') || !Address6.isValid(text)) throw invalidInput(field, `'${text}' is not a CIDR`);
  const range = new Address6(text);
  if (range.startAddress().correctForm() !== range.correctForm()) {
    throw invalidInput(field, `'${text}' is not the start of its CIDR block`);
  }
  return `${range.correctForm()}/${range.subnetMask}`;
}

/** A single IPv4 address. */
export function parseAddress4(text: string, field: string): Address4 {
  if (text.includes('/') || !Address4.isValid(text)) throw invalidInput(field, `'${text}' is not an IPv4 address`);
  return new Address4(text);
}

export function isPrivateRange(range: Address4): boolean {
  return RFC1918.some((whole) => range.isInSubnet(whole));
}

export function overlap(a: Address4, b: Address4): boolean {
  return a.isInSubnet(b) || b.isInSubnet(a);
}

/** The address that routes within a network of this range: its first usable one. */
export function gatewayOf(range: Address4): Address4 {
  return range.startAddress().offset(1);
}
