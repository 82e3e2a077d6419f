import { gunzipSync } from 'node:zlib';
import type { CloudConfigFile } from './cloud-config.ts';

/** A file that cloud-init would write: its absolute path in the guest and its bytes. */
export interface GuestFile {
  path: string;
  content: Uint8Array;
  /** Permission bits, such as 0o644. */
  mode: number;
  owner: string;
  group: string;
  append: boolean;
}

const DEFAULT_MODE = 0o644;
/** A file that unpacks to more than this is refused here: user data has at most 32 KiB. */
const UNPACKED_MAX_BYTES = 16 * 1024 * 1024;

/** Accounts of the vendor's Debian and Ubuntu images that exist before cloud-init makes any. */
const IMAGE_ACCOUNTS: ReadonlySet<string> = new Set(
  'root daemon bin sys sync mail news www-data backup nobody nogroup adm staff users sudo ssl-cert systemd-network'.split(
    ' ',
  ),
);

/** Turns one entry of `write_files` into a file; `warn` hears what cloud-init would only warn of. Throws on content that can't be decoded. */
export function planFile(entry: CloudConfigFile & { path: string }, warn: (text: string) => void): GuestFile {
  const [owner, group] = (entry.owner ?? 'root:root').split(':', 2) as [string, string?];
  return {
    path: entry.path,
    content: decode(entry.content ?? '', entry.encoding ?? '', warn),
    mode: readMode(entry.permissions, warn),
    owner,
    group: group ?? '',
    append: entry.append ?? false,
  };
}

/** The account that an early file names and that no image has; cloud-init stops there, since packages and users come later. */
export function missingAccount(file: GuestFile): string | undefined {
  return [file.owner, file.group].find((name) => name !== '' && !/^\d+$/.test(name) && !IMAGE_ACCOUNTS.has(name));
}

function readMode(permissions: string | number | undefined, warn: (text: string) => void): number {
  if (permissions === undefined) return DEFAULT_MODE;
  if (typeof permissions === 'number') return permissions & 0o7777;
  if (/^(0o)?[0-7]+$/.test(permissions)) return Number.parseInt(permissions.replace('0o', ''), 8) & 0o7777;
  warn(`write_files: permissions '${permissions}' are not octal, 0644 is used`);
  return DEFAULT_MODE;
}

function decode(content: string | Uint8Array, encoding: string, warn: (text: string) => void): Uint8Array {
  const bytes = Buffer.from(content);
  const name = encoding.toLowerCase().trim();
  if (/^gz(ip)?$/.test(name)) return unpack(bytes);
  if (/^(b64|base64)$/.test(name)) return fromBase64(bytes);
  if (/^gz(ip)?\+(b64|base64)$/.test(name)) return unpack(fromBase64(bytes));
  if (name !== '' && name !== 'text/plain') warn(`write_files: unknown encoding '${encoding}', text/plain is assumed`);
  return bytes;
}

function unpack(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes, { maxOutputLength: UNPACKED_MAX_BYTES });
}

/** As Python's decoder: other characters are skipped, wrong padding is an error. */
function fromBase64(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, '');
  if (text.length % 4 !== 0) throw new Error('incorrect padding of base64 content');
  return Buffer.from(text, 'base64');
}
