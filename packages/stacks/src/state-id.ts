import { createHash } from 'node:crypto';

/**
 * A label value that tells whose state a thing in the cloud belongs to: a hash of where that state is kept. Two
 * backends that run a stack of the same name in one Hetzner project must not adopt, or give back, each other's servers.
 * What is in a state keeps the label that it was made with, also after the state has moved.
 */
export function stateIdOf(backendUrl: string): string {
  const { protocol, host, pathname } = new URL(backendUrl);
  const place = `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
  return createHash('sha256').update(place).digest('hex').slice(0, 16);
}
