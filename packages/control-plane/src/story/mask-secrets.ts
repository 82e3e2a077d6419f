/**
 * The last net under the emitters' own masking: traces and log lines are read by people, so what looks like a secret is not in them. It
 * knows the forms of the secrets that are about here; one without a form, such as a passphrase, is known by its name only.
 */
const SECRET_NAME = /(token|secret|password|passphrase|api[_-]?key|private[_-]?key|authorization|cookie)s?$/i;

const SECRET_VALUES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // The scheme and what follows it, as in a copied header.
  /\b(bearer|basic) +[\w.~+/=-]{16,}/gi,
  // docs.github.com: about authentication to GitHub, token formats.
  /\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g,
  // Our operators' keys (contracts/operator-keys.ts), also a piece of one.
  /\bprego_op_\w+/gi,
  // Pulumi access tokens.
  /\bpul-[0-9a-f]{40}\b/g,
  // A JSON web token: two objects and a signature in base64url.
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g,
  // A Hetzner Cloud token: 64 letters and digits of both cases. A digest in hex has one case, and stays.
  /\b(?=[a-zA-Z0-9]*[a-z])(?=[a-zA-Z0-9]*[A-Z])(?=[a-zA-Z0-9]*[0-9])[a-zA-Z0-9]{64}\b/g,
  // A password within a URL.
  /(?<=:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g,
];

export const MASK = '***';

/** The same value with every secret in it replaced by `***`, at any depth. */
export function maskSecrets(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    if (SECRET_NAME.test(name)) return MASK;
    return SECRET_VALUES.reduce((text, pattern) => text.replace(pattern, MASK), value);
  }
  if (Array.isArray(value)) return value.map((item) => maskSecrets(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskSecrets(item, key)]));
}
