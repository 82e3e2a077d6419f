import { appendFileSync, chmodSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { GuestFile } from './guest-file-plan.ts';

/**
 * Where a path of the guest lies on this machine. `..` ends at the guest's root, as it does at a real root, and a
 * symbolic link on the way is refused, so that nothing outside `root` can be named. Throws on such a link.
 */
export function resolveInGuest(root: string, guestPath: string): string {
  const parts = posix.normalize(`/${guestPath}`).split('/').filter(Boolean);
  let at = root;
  for (const part of parts) {
    at = join(at, part);
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new Error(`${guestPath}: a symbolic link is not followed out of the guest's file system`);
    }
  }
  return at;
}

/** Writes a file under `root` with its permissions; owner and group are not changed (that would need root). */
export function writeGuestFile(root: string, file: Pick<GuestFile, 'path' | 'content' | 'mode' | 'append'>): void {
  const path = resolveInGuest(root, file.path);
  mkdirSync(dirname(path), { recursive: true });
  // A guest file without its owner's read bit would be closed to the sandbox too, which is that owner here.
  const mode = file.mode | 0o600;
  if (file.append) appendFileSync(path, file.content, { mode });
  else writeFileSync(path, file.content, { mode });
  chmodSync(path, mode);
}
