import { createHash } from 'node:crypto';

const TYPES = new Set([
  'ssh-rsa',
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]);

/**
 * The MD5 fingerprint (`b7:2f:…`) of a public key in OpenSSH's one-line form; undefined for what is no such key.
 * The vendor identifies keys by it, however weak MD5 is otherwise.
 */
export function fingerprintOf(publicKey: string): string | undefined {
  const [type = '', base64 = ''] = publicKey.trim().split(/\s+/);
  if (!TYPES.has(type) || publicKey.trim().includes('\n')) return undefined;
  const blob = Buffer.from(base64, 'base64');
  if (blob.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, '')) return undefined;
  const [innerType, ...material] = fieldsOf(blob) ?? [];
  if (innerType?.toString() !== type || material.length === 0) return undefined;
  return createHash('md5')
    .update(blob)
    .digest('hex')
    .replace(/..(?!$)/g, '$&:');
}

/** The length-prefixed fields that a key's blob consists of (RFC 4253, section 6.6); undefined if it doesn't. */
function fieldsOf(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}
