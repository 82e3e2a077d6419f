import type { Cloudflare } from './cloudflare/cloudflare.ts';
import { type Nameserver, startNameserver } from './cloudflare/nameserver.ts';

/** Linux answers on all of 127.0.0.0/8; the lower blocks are left to whoever uses them by hand. */
const FIRST_BLOCK = 80;
const BLOCKS = 47;
/** Not 53, which asks for root, nor 5353, which is multicast DNS. */
const DNS_PORT = 5300;

export interface AddressBlock {
  /** First two octets of the public addresses, such as `127.80`. */
  block: string;
  nameserver: Nameserver;
}

/**
 * Claims a block of loopback addresses by answering DNS at its `.0.53`: two sandboxes on a machine never hand out the
 * same address. A state keeps its block, for the servers that have addresses in it; a new one takes any that is free,
 * beginning at random: were it always the lowest, the next sandbox would sit on the block of one that is only stopped.
 * @throws {Error} when every block is taken, or this system answers on 127.0.0.1 alone
 */
export async function claimAddressBlock(cloudflare: Cloudflare): Promise<AddressBlock> {
  const { store, randomHex } = cloudflare.core;
  const before = store.readSetting<string>('address_block');
  const first = Number.parseInt(randomHex(1), 16);
  const all = Array.from({ length: BLOCKS }, (_, index) => `127.${FIRST_BLOCK + ((first + index) % BLOCKS)}`);
  let failure: unknown;
  for (const block of before ? [before] : all) {
    try {
      const nameserver = await startNameserver(cloudflare, { address: `${block}.0.53`, port: DNS_PORT });
      store.writeSetting('address_block', block);
      return { block, nameserver };
    } catch (error) {
      failure = error;
    }
  }
  const remedy = before
    ? `Another program holds ${before}.0.53:${DNS_PORT}, which this state's servers live beside: stop it, or start from an empty state.`
    : 'The sandbox needs Linux, where all of 127.0.0.0/8 answers, and a free block of it.';
  throw new Error(`No loopback addresses for the servers. ${remedy}`, { cause: failure });
}
