import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolveInGuest, writeGuestFile } from './guest-files.ts';

const PATH = '/etc/ssh/ssh_host_ed25519_key';
const TYPE = 'ssh-ed25519';
/** Of a key without a passphrase, to a multiple of which its secret part is filled up. */
const BLOCK_BYTES = 8;

/**
 * Gives the guest the SSH host key that every instance gets at its first boot, if it has none: both halves, as ssh-keygen
 * writes them, for whoever puts a real sshd behind the guest. Nothing here answers SSH.
 */
export function ensureHostKey(root: string, hostname: string): void {
  if (existsSync(resolveInGuest(root, `${PATH}.pub`))) return;
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const [point, seed] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const blob = strings(TYPE, point);
  const comment = `root@${hostname}`;
  const write = (path: string, text: string, mode: number) =>
    writeGuestFile(root, { path, content: Buffer.from(text), mode, append: false });
  write(PATH, privateFile(blob, strings(TYPE, point, Buffer.concat([seed, point]), comment)), 0o600);
  write(`${PATH}.pub`, `${TYPE} ${blob.toString('base64')} ${comment}\n`, 0o644);
}

/** Source: OpenSSH, PROTOCOL.key. */
function privateFile(blob: Buffer, secret: Buffer): string {
  const check = randomBytes(4);
  const plain = Buffer.concat([check, check, secret]);
  const padding = Buffer.from(Array.from({ length: -plain.length & (BLOCK_BYTES - 1) }, (_, index) => index + 1));
  const head = [Buffer.from('openssh-key-v1\0'), strings('none', 'none', ''), uint32(1)];
  const key = Buffer.concat([...head, strings(blob, Buffer.concat([plain, padding]))]);
  const lines = key.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

/** Strings of SSH's wire format (RFC 4251, section 5), one after another: each its length in four bytes, then itself. */
function strings(...values: (string | Buffer)[]): Buffer {
  const all = values.map((value) => Buffer.from(value));
  return Buffer.concat(all.flatMap((bytes) => [uint32(bytes.length), bytes]));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
