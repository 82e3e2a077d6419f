import type { KnownFailure } from './known-failure.ts';

/** Go's words for a request that got no answer that is one. */
const NO_ANSWER = String.raw`dial tcp|no such host|connection re(?:fused|set)|broken pipe|EOF|i/o timeout|Client\.Timeout|deadline exceeded|tls: |x509: |TLS handshake|gave HTTP response to HTTPS`;

/** The plugin looks for nothing before it deletes it. */
export const DELETES_WHAT_IS_GONE = /deleting urn:\S+::(\S+): [^\n]*\n\s*\* ([^\n]*) \(not_found[,)]/;

/** What is missing was deleted, or is in the project of another token. */
const CHECK_PROJECT =
  "Check that the token is of the project in which the stack was made, then run it again as the holder of the stack's lease (`holdsLease`). If all of the stack was deleted by hand, take it out of the backend: `pulumi stack rm --force`.";

/**
 * Hetzner lacks something that a request names by its id, such as the server that a network is attached to; or the
 * plugin, which looks for a server's placement group first, did not find that.
 */
export const NEEDS_WHAT_IS_GONE = /^(?:\s*\* )?(?:(.*) \(not_found[,)]|(placement group not found: \d+))/m;

/** An address that was asked for has gone to something else since. */
export const ADDRESS_TAKEN = /^(.*) \(ip_not_available[,)]/m;

/**
 * What the clouds refuse. Hetzner's codes stand in parentheses behind the message (hcloud-go's `Error()`), those of
 * Cloudflare in the JSON that its client prints. The first that matches counts.
 */
export const CLOUD_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /\(protected[,)]/,
    code: 'delete_protected',
    what: () => 'A server or volume is protected against deletion at Hetzner.',
    remedy: 'If it is to go, lift the protection at Hetzner, then run it again.',
  },
  {
    pattern: DELETES_WHAT_IS_GONE,
    code: 'update_failed',
    what: ([, name, reason]) => `${name} is to be deleted, and Hetzner does not have it: ${reason}.`,
    remedy: CHECK_PROJECT,
  },
  {
    // Matches the one before too, which says more.
    pattern: NEEDS_WHAT_IS_GONE,
    code: 'update_failed',
    what: ([, refused, missed]) => `Hetzner does not have what the stack needs: ${refused ?? missed}.`,
    remedy: CHECK_PROJECT,
  },
  {
    pattern: /\((?:unauthorized|forbidden)[,)]/,
    code: 'unauthorized',
    what: () => 'Hetzner refused the token.',
    remedy: 'Check that it belongs to this project and may write.',
  },
  {
    // Authentication error, not for this zone, invalid headers, no token at all.
    pattern: /"code":\s*(?:10000|9109|6003|9106)\b/,
    code: 'unauthorized',
    what: () => 'Cloudflare refused the token, or there is none.',
    remedy: 'Check that it may edit the DNS of this zone, and that the zone id is right.',
  },
  {
    pattern: new RegExp(String.raw`\w+ "?(https?://[^\s"]+)"?: ([^\n]*(?:${NO_ANSWER})[^\n]*)`),
    code: 'cloud_unreachable',
    what: ([, url, reason]) => `The cloud's API can't be reached: ${url}: ${reason}.`,
    remedy: 'Check the network, and the endpoint if you set one.',
  },
  {
    // So our gateway to Hetzner answers where there is no answer to pass on.
    pattern: /^(?:error: )?(.*) \(cloud_unreachable[,)]/m,
    code: 'cloud_unreachable',
    what: ([, reason]) => `The cloud's API can't be reached: ${reason}.`,
    remedy: 'Check the network, and the endpoint if you set one.',
  },
  {
    // hcloud-go says so of an answer that is not Hetzner's JSON.
    pattern: /hcloud: server responded with status code (\d+)/,
    code: 'cloud_unreachable',
    what: ([, status]) => `What answered is not Hetzner's API: status ${status} without a word of its own.`,
    remedy: 'Check the endpoint if you set one (it ends in /v1); else see https://status.hetzner.com.',
  },
  {
    pattern: /\((?:resource_unavailable|placement_error)[,)]/,
    code: 'capacity_unavailable',
    what: () => 'Hetzner has no capacity for this server type in this location now.',
    remedy: 'Try another location or server type of the region, or later.',
  },
  {
    pattern: /unsupported location for server type \(/,
    code: 'type_not_in_location',
    what: () => 'Hetzner does not sell this server type in this location.',
    remedy: 'Use another location or server type of the region.',
  },
  {
    pattern: /^(.*) \(resource_limit_exceeded[,)]/m,
    code: 'limit_exceeded',
    what: ([, what]) => `The Hetzner project's limit is reached: ${what}.`,
    remedy: 'Return what is not used, or ask Hetzner to raise the limit.',
  },
  {
    pattern: /\(rate_limit_exceeded[,)]/,
    code: 'rate_limited',
    what: () => "The Hetzner project's requests of this hour are used up.",
    remedy: 'Wait: one request comes back every second.',
  },
  {
    pattern: /\/dns_records\S*: 429 Too Many Requests/,
    code: 'rate_limited',
    what: () => "Cloudflare's requests of these five minutes are used up.",
    remedy: 'Wait five minutes.',
  },
  {
    pattern: /^(.*) \(uniqueness_error[,)]/m,
    code: 'name_taken',
    what: ([, what]) => `Something of this name exists in the Hetzner project, but not in this stack: ${what}.`,
    remedy: 'Look whether a dead run left it, or whether another backend holds this stack.',
  },
  {
    pattern: ADDRESS_TAKEN,
    code: 'name_taken',
    what: ([, what]) => `A private address went to something else in the network in the same moment: ${what}.`,
    remedy: 'Run it again: what was not complete is made anew, with other addresses.',
  },
  {
    // Cloudflare's "an A, AAAA or CNAME record with that host exists", "a CNAME does", "record exists", "identical record exists".
    pattern: /"code":\s*8105[3478]\b/,
    code: 'name_taken',
    what: () => 'The DNS zone already has a record of this name, which is not of this stack.',
    remedy: 'Look whose it is; take another name, or remove that record by hand.',
  },
  {
    // The plugin looks them up by name; SSH keys in an order of its own.
    pattern: /^(?:error: )?((?:server type|image) .* not found|SSH key not found: .*)$/m,
    code: 'invalid_input',
    what: ([, what]) => `There is no such thing at Hetzner: ${what}.`,
    remedy: 'Correct the name and run it again. What was made before stays.',
  },
  {
    pattern: /^(.*) \(invalid_input[,)](.*)$/m,
    code: 'invalid_input',
    what: ([, what, fields]) => `Hetzner refuses what it was asked for: ${what}${fields}.`,
    remedy: 'Correct it and run it again. What was made before stays.',
  },
  {
    pattern: /"message":"DNS Validation Error"[^\n]*?"message":"([^"]*)"|"code":\s*7003\b[^\n]*?"message":"([^"]*)"/,
    code: 'invalid_input',
    what: ([, invalid, zone]) => `Cloudflare refuses the record: ${invalid ?? zone}.`,
    remedy: "Correct the record's name or zone id and run it again. What was made before stays.",
  },
];
