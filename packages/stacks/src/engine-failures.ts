import type { KnownFailure } from './known-failure.ts';

const FULL_OR_SHUT = 'no space left on device|disk quota exceeded|read-only file system|input/output error';

/** The failures of the engine and its state, in the words of pulumi/pkg. The first that matches counts. */
export const ENGINE_FAILURES: readonly KnownFailure[] = [
  {
    // Without a list of locks behind it, which tells who: see stack-lock.ts. Or checkForLock listed a lock, and found it
    // gone when it came to read it.
    pattern:
      /currently locked by|Another update is currently in progress|^error: (?:blob \(key "|could not list bucket: [^\n]*)(?:\S*\/)?\.pulumi\/locks\/[^\n]*(?:no such file|NoSuchKey)/m,
    code: 'stack_locked',
    what: () => 'The stack is locked by another run.',
    remedy: 'Wait until that run has ended.',
  },
  {
    // checkForLock reads what lies beside the stack's lock, also a file that a full disk left empty, and tells no more.
    pattern: /^error: (?:unexpected end of JSON input|invalid character .* looking for .*)$/m,
    code: 'stack_lock_left',
    what: () => "A lock of the stack can't be read: a run has left it half-written, as on a full disk.",
    remedy:
      "Run it again as the holder of the stack's lease (`holdsLease`), which clears it. The files lie in the backend's folder .pulumi/locks/organization/prego/<stack>.",
  },
  {
    pattern: /no (?:resource )?plugin '(?:pulumi-resource-|resource-)?([\w-]+)|(\S+) plugin\b[^\n]*not (?:be )?found/i,
    code: 'plugin_missing',
    what: ([, name, other]) => `The engine's plugin for ${name ?? other} is missing.`,
    remedy: 'Install it: `pulumi plugin install resource <name> <version>`, or run the bootstrap once.',
  },
  {
    pattern: new RegExp(String.raw`(?:[^\s:]+ )?\S+: (?:${FULL_OR_SHUT})`),
    code: 'state_unwritable',
    what: ([reason]) => `The stack's state can't be written: ${reason}.`,
    remedy: 'Make room for it, then run it again: what was made meanwhile is found in the cloud.',
  },
  {
    // Reading a state that is denied says `stat` or `read`.
    pattern: /(?:open \S+\.tmp|(?:mkdir|rename|remove|unlink|link) \S+(?: \S+)?): permission denied/,
    code: 'state_unwritable',
    what: ([reason]) => `The stack's state can't be written: ${reason}.`,
    remedy: 'Give this user write access to it, then run it again.',
  },
  {
    pattern:
      /(?:failed to save snapshot|saving update info|write "\.pulumi\/|could not create stack: blob)[^\n]*|operation error S3: (?:Put|Copy|Delete)[^\n]*/,
    code: 'state_unwritable',
    what: ([reason]) => `The stack's state can't be written: ${reason}.`,
    remedy: 'Check the backend and the access to it, then run it again: what was made meanwhile is found in the cloud.',
  },
  {
    pattern: /PULUMI_ACCESS_TOKEN must be set|^error: Unauthorized: No credentials provided/m,
    code: 'invalid_credentials',
    what: () => "The backend is Pulumi's service, or one like it, and refuses without a valid access token.",
    remedy: 'Set PULUMI_ACCESS_TOKEN, or use a file:// or s3:// backend.',
  },
  {
    pattern: /incorrect passphrase|passphrase must be set|could not decrypt|constructing secrets manager/,
    code: 'state_unreadable',
    what: () => "The stack's secrets can't be read with this passphrase.",
    remedy: 'Set PULUMI_CONFIG_PASSPHRASE to the one that the stack was made with.',
  },
  {
    pattern:
      /failed to load checkpoint: (place [^\n]*|unsupported checkpoint version \d+)|snapshot integrity failure[^\n]*/,
    code: 'state_unreadable',
    what: ([all, reason]) => `The stack's state is damaged: ${reason ?? all}.`,
    remedy:
      "Run it again as the holder of the stack's lease (`holdsLease`), which puts back the copy that each update keeps; " +
      "or put one back by hand, from the backend's .pulumi/history or .pulumi/backups.",
  },
  {
    pattern:
      /failed to load checkpoint: [^\n]*|unable to open (?:state directory|bucket)[^\n]*|read "\.pulumi\/[^\n]*|could not list bucket[^\n]*|operation error S3: (?:Get|Head|List)[^\n]*|performing HTTP request: [^\n]*|failed to log in[^\n]*|failed to (?:load|open|read)[^\n]*(?:checkpoint|bucket|stack)[^\n]*/,
    code: 'state_unreadable',
    what: ([reason]) => `The stack's state can't be read: ${reason}.`,
    remedy: 'Check the backend URL and the access to it.',
  },
  {
    // Pulumi's three sentences on a protected resource, and nothing that only resembles them.
    pattern:
      /resource "\S+::(\S+?)"(?: as part of replacing "\S+")?(?: cannot be deleted)?\s+(?:because it is protected|as it is currently marked for protection)\. To unprotect the resource, /,
    code: 'tenant_loss_refused',
    what: ([, name]) => `The plan would delete or replace ${name}, which no return has named.`,
    remedy: 'No server was touched. Name the node in a return if it is to go; else look for what changed its inputs.',
  },
];
