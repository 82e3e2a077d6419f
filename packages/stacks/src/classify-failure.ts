import { StackError, type StackErrorCode } from './errors.ts';

interface Known {
  readonly pattern: RegExp;
  readonly code: StackErrorCode;
  readonly message: (match: RegExpMatchArray) => string;
  readonly remedy: string;
}

/**
 * The failures that we know by their text: the engine has no codes. Those of Hetzner stand in parentheses behind the
 * message (hcloud-go's `Error()`), those of Cloudflare in the JSON that its client prints. The first that matches counts.
 */
const KNOWN: readonly Known[] = [
  {
    pattern: /currently locked by[\s\S]*?created by (\S+) \(pid (\d+)\) at (\S+)/,
    code: 'stack_locked',
    message: ([, who, pid, since]) => `The stack is locked by ${who} (process ${pid}) since ${since}.`,
    remedy: 'Wait until that run has ended. Only if it is known to be dead, clear the lock with `pulumi cancel`.',
  },
  {
    pattern: /currently locked by|Another update is currently in progress/,
    code: 'stack_locked',
    message: () => 'The stack is locked by another run.',
    remedy: 'Wait until that run has ended.',
  },
  {
    pattern: /incorrect passphrase|passphrase must be set|could not decrypt|constructing secrets manager/,
    code: 'state_unreadable',
    message: () => "The stack's secrets can't be read with this passphrase.",
    remedy: 'Set PULUMI_CONFIG_PASSPHRASE to the one that the stack was made with.',
  },
  {
    pattern: /failed to (?:load|open|read)[^\n]*(?:checkpoint|bucket|stack)|unable to open bucket|failed to log in/i,
    code: 'state_unreadable',
    message: () => "The stack's state can't be read.",
    remedy: 'Check the backend URL and the access to it.',
  },
  {
    pattern: /no (?:resource )?plugin '(?:pulumi-resource-|resource-)?([\w-]+)|(\S+) plugin\b[^\n]*not (?:be )?found/i,
    code: 'plugin_missing',
    message: ([, name, other]) => `The engine's plugin for ${name ?? other} is missing.`,
    remedy: 'Install it: `pulumi plugin install resource <name> <version>`, or run the bootstrap once.',
  },
  {
    pattern: /\(protected[,)]/,
    code: 'delete_protected',
    message: () => 'A server or volume is protected against deletion at Hetzner.',
    remedy: 'If it is to go, lift the protection at Hetzner, then run it again.',
  },
  {
    pattern: /(?:is|it is|currently) (?:marked for protection|protected)|because it is protected/,
    code: 'tenant_loss_refused',
    message: () => 'The plan would delete or replace a server that no return has named.',
    remedy: 'No server was touched. Name the node in a return if it is to go; else look for what changed its inputs.',
  },
  {
    pattern: /\((?:unauthorized|forbidden)[,)]|"code":\s*(?:9109|10000|6003)\b/,
    code: 'unauthorized',
    message: () => 'The cloud refused the token.',
    remedy: 'Check that the token belongs to this project or zone and may write.',
  },
  {
    pattern:
      /(\w+ "?https?:\/\/[^\s"]+"?: )?(dial tcp [^\n]*|EOF|[^\n]*(?:no such host|TLS handshake timeout|connection reset by peer|unexpected EOF))/,
    code: 'cloud_unreachable',
    message: ([, request, reason]) => `The cloud's API can't be reached: ${request ?? ''}${reason}.`,
    remedy: 'Check the network, and the endpoint if you set one.',
  },
  {
    pattern: /\((?:resource_unavailable|placement_error)[,)]/,
    code: 'capacity_unavailable',
    message: () => 'Hetzner has no capacity for this server type in this location now.',
    remedy: 'Try another location or server type of the region, or later.',
  },
  {
    pattern: /\(resource_limit_exceeded[,)]/,
    code: 'limit_exceeded',
    message: () => "The Hetzner project's limit is reached.",
    remedy: 'Return what is not used, or ask Hetzner to raise the limit.',
  },
  {
    pattern: /\(rate_limit_exceeded[,)]/,
    code: 'rate_limited',
    message: () => "The Hetzner project's requests of this hour are used up.",
    remedy: 'Wait: one request comes back every second.',
  },
  {
    pattern: /^(.*) \(uniqueness_error[,)]/m,
    code: 'name_taken',
    message: ([, what]) => `Something of this name exists in the Hetzner project, but not in this stack: ${what}.`,
    remedy: 'Look whether a dead run left it, or whether another backend holds this stack.',
  },
  {
    // Cloudflare's "an A, AAAA or CNAME record with that host exists", "a CNAME does", "record exists", "identical record exists".
    pattern: /"code":\s*8105[3478]\b/,
    code: 'name_taken',
    message: () => 'The DNS zone already has a record of this name, which is not of this stack.',
    remedy: 'Look whose it is; take another name, or remove that record by hand.',
  },
];

/**
 * The error of a failed run: from the error messages that the engine reported, and from what it printed.
 * `update_failed` where nothing is known of it.
 */
export function classifyFailure(errors: readonly string[], printed: string): StackError {
  const text = [...errors, printed].join('\n');
  for (const { pattern, code, message, remedy } of KNOWN) {
    const match = pattern.exec(text);
    if (match) return new StackError(code, message(match), remedy, text);
  }
  const reason = errors[0] ?? printed.trim().split('\n')[0] ?? '';
  return new StackError('update_failed', `The update failed: ${reason}.`, 'Read the detail, then run it again.', text);
}
