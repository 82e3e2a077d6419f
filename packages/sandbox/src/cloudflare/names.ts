import { domainToASCII } from 'node:url';

/**
 * The whole name that a record gets in its zone: `@` is the zone itself, a name outside the zone is taken as
 * relative to it, capitals and a trailing dot go, other scripts become Punycode. Undefined when it is no DNS name.
 */
export function recordName(given: string, zone: string): string | undefined {
  const name = toAscii(given);
  const whole = name === '@' || isWithin(name, zone) ? name.replace(/^@$/, zone) : `${name}.${zone}`;
  return isHostName(whole.replace(/^\*\./, '')) ? whole : undefined;
}

/** A name that a record points at, lower case and without a trailing dot; undefined when it is no DNS name. */
export function targetName(given: string): string | undefined {
  const name = toAscii(given);
  // An address is spelled like a name, but no top-level domain is all digits (RFC 3696, section 2).
  return isHostName(name) && !/(^|\.)\d+$/.test(name) ? name : undefined;
}

/** Whether `name` is `zone` or lies below it. Both lower case, without trailing dots. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

function toAscii(given: string): string {
  const lower = given.trim().toLowerCase().replace(/\.$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "all of ASCII"
  return /^[\x00-\x7f]*$/.test(lower) ? lower : domainToASCII(lower);
}

/** Labels of 1 to 63 letters, digits, hyphens or underscores (RFC 1035; `_dmarc` and the like), 253 characters in all. */
function isHostName(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label));
}
