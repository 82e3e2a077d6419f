import { TENANT_ID } from '../../../ui/closed-sets.ts';

/**
 * What a tenant's id and slug must be, as contracts' ids.ts and hostname.ts say it; those bring zod along, which a page
 * has no room for. The tests compare both.
 */

const SLUG = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** As RESERVED_SLUGS of contracts has them. */
export const RESERVED: readonly string[] = [
  ...['admin', 'api', 'app', 'assets', 'auth', 'autoconfig', 'autodiscover', 'billing', 'cdn', 'console', 'cp'],
  ...['dashboard', 'docs', 'example', 'ftp', 'help', 'imap', 'internal', 'invalid', 'launch', 'library', 'localhost'],
  ...['login', 'mail', 'mta-sts', 'nodes', 'ns', 'ns1', 'ns2', 'operator', 'pop', 'postmaster', 'prego', 'root'],
  ...['signup', 'smtp', 'static', 'status', 'support', 'test', 'webmail', 'wpad', 'www'],
];

/** The rule that a text breaks; the first of them. */
export type Fault = 'empty' | 'characters' | 'ends' | 'long' | 'hyphens' | 'reserved';

/** Why this is no tenant id; undefined where it is one. */
export function tenantIdFault(text: string): Fault | undefined {
  return faultOf(text, TENANT_ID, /^[A-Za-z0-9_-]+$/);
}

/** Why this is no slug; undefined where it is one. */
export function slugFault(text: string): Fault | undefined {
  const fault = faultOf(text, SLUG, /^[a-z0-9-]+$/);
  if (fault) return fault;
  // A browser would read it as punycode.
  if (/^..--/.test(text)) return 'hyphens';
  return RESERVED.includes(text) ? 'reserved' : undefined;
}

function faultOf(text: string, form: RegExp, characters: RegExp): Fault | undefined {
  if (text === '') return 'empty';
  if (!characters.test(text)) return 'characters';
  if (text.length > 63) return 'long';
  return form.test(text) ? undefined : 'ends';
}

/** The slug that stands nearest to a tenant id; '' where none does. */
export function slugFor(tenantId: string): string {
  const slug = tenantId.toLowerCase().replaceAll('_', '-');
  return slugFault(slug) === undefined ? slug : '';
}

/** The domain below which tenants have their addresses, as one of them tells it. */
export const baseDomainOf = ({ subdomain_slug, canonical_hostname }: NamedTenant): string | undefined =>
  canonical_hostname.startsWith(`${subdomain_slug}.`) ? canonical_hostname.slice(subdomain_slug.length + 1) : undefined;

interface NamedTenant {
  readonly subdomain_slug: string;
  readonly canonical_hostname: string;
}
