import { z } from 'zod';

/**
 * Names that a tenant may not take: our own hosts under the base domain, what mail and DNS reserve (RFC 2142, RFC 6761),
 * and `nodes`, under which the nodes' own records stand.
 */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'admin',
  'api',
  'app',
  'assets',
  'auth',
  'autoconfig',
  'autodiscover',
  'billing',
  'cdn',
  'console',
  'cp',
  'dashboard',
  'docs',
  'example',
  'ftp',
  'help',
  'imap',
  'internal',
  'invalid',
  'launch',
  'library',
  'localhost',
  'login',
  'mail',
  'mta-sts',
  'nodes',
  'ns',
  'ns1',
  'ns2',
  'operator',
  'pop',
  'postmaster',
  'prego',
  'root',
  'signup',
  'smtp',
  'static',
  'status',
  'support',
  'test',
  'webmail',
  'wpad',
  'www',
]);

/** One label of RFC 1123 in small letters; not punycode (`xn--`), which reads as something else in a browser. */
export const SubdomainSlug = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'a slug is 1 to 63 small letters, digits or hyphens, with a letter or digit at both ends',
  )
  .refine((slug) => !/^..--/.test(slug), 'a slug has no hyphens at its third and fourth place')
  .refine((slug) => !RESERVED_SLUGS.has(slug), 'this slug is reserved');

/** A host name of RFC 1123 in small letters: at most 253 characters, two labels or more. */
export const Hostname = z
  .string()
  .max(253, 'a host name has at most 253 characters')
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'this is no host name');

/** The address of a tenant's workspace. It is derived here only: a client never gives it. */
export const canonicalHostname = (slug: string, baseDomain: string): string => `${slug}.${baseDomain}`;
