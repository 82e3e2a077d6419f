import { isUtf8 } from 'node:buffer';

/** What kind of user data a server was given, decided as cloud-init decides it: by how the text begins. */
export type UserData =
  | { kind: 'none' }
  | { kind: 'cloud_config'; text: string }
  /** A kind that cloud-init would act on and the sandbox does not. */
  | { kind: 'not_run'; format: string }
  /** Nothing that cloud-init knows: it warns and goes on, as if there were none. */
  | { kind: 'unhandled'; begins: string };

/** The beginnings that cloud-init knows, longest first so that the most specific wins. Source: cloud-init's "User data formats". */
const BEGINNINGS: readonly [string, string][] = [
  ['#cloud-config-archive', 'cloud config archive'],
  ['#cloud-config-jsonp', 'cloud config JSON patch'],
  ['## template: jinja', 'jinja template'],
  ['#cloud-boothook', 'cloud boothook'],
  ['#include-once', 'include file'],
  ['#part-handler', 'part handler'],
  ['#cloud-config', 'cloud config'],
  ['#upstart-job', 'upstart job'],
  ['#include', 'include file'],
  ['#!', 'shell script'],
];

/** cloud-init looks for a MIME header in the first 4 KiB only. */
const MIME_WINDOW = 4096;

/** Tells what `userData` is. Base64 of anything is unwrapped first, as cloud-init does for this vendor. */
export function readUserData(userData: string): UserData {
  if (userData.trim() === '') return { kind: 'none' };
  const bytes = unwrapBase64(userData);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return { kind: 'not_run', format: 'gzip' };
  if (!isUtf8(bytes)) return { kind: 'unhandled', begins: bytes.subarray(0, 12).toString('hex') };
  const text = bytes.toString('utf8');
  if (text.slice(0, MIME_WINDOW).toLowerCase().includes('mime-version:')) return { kind: 'not_run', format: 'MIME' };
  const start = text.trimStart().toLowerCase();
  const format = BEGINNINGS.find(([beginning]) => start.startsWith(beginning))?.[1];
  if (format === 'cloud config') return { kind: 'cloud_config', text };
  if (format !== undefined) return { kind: 'not_run', format };
  return { kind: 'unhandled', begins: (text.split('\n', 1)[0] as string).slice(0, 24) };
}

function unwrapBase64(text: string): Buffer {
  const plain = Buffer.from(text, 'utf8');
  if (text.length % 4 !== 0 || /[^A-Za-z0-9+/=]|=[^=]|={3}/.test(text)) return plain;
  return Buffer.from(text, 'base64');
}
