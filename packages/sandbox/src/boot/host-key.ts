import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolveInGuest, writeGuestFile } from './guest-files.ts';

const PATH = '/etc/ssh/ssh_host_ed25519_key.pub';
const TYPE = 'ssh-ed25519';

/**
 * Gives the guest the SSH host key that every instance gets at its first boot, if it has none. Only the public half:
 * nothing here answers SSH.
 */
export function ensureHostKey(root: string, hostname: string): void {
  if (existsSync(resolveInGuest(root, PATH))) return;
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const blob = Buffer.concat([Buffer.from(TYPE), Buffer.from(x, 'base64url')].flatMap(sized)).toString('base64');
  const content = Buffer.from(`${TYPE} ${blob} root@${hostname}\n`);
  writeGuestFile(root, { path: PATH, content, mode: 0o644, append: false });
}

/** A string of SSH's wire format (RFC 4251, section 5): its length in four bytes, then itself. */
function sized(bytes: Buffer): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}
