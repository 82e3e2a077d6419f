import { afterEach, describe, expect, test } from '@jest/globals';
import { type AddressBlock, claimAddressBlock } from './address-block.ts';
import { openCloudflare } from './cloudflare/cloudflare.ts';
import { openCore } from './core/core.ts';

let claimed: AddressBlock[] = [];

afterEach(async () => {
  await Promise.all(claimed.map(({ nameserver }) => nameserver.close()));
  claimed = [];
});

/** A new state whose chance falls on `random`, two hexadecimal digits. */
function newState(random: string) {
  return openCloudflare(openCore({ path: ':memory:', wall: Date.now, randomHex: () => random }));
}

async function claim(state: ReturnType<typeof newState>): Promise<string> {
  const block = await claimAddressBlock(state);
  claimed.push(block);
  return block.block;
}

describe('the block of addresses', () => {
  test('is one of 127.80 to 127.126, spread by chance and taken by one at a time', async () => {
    const random = ['00', '2e', 'ff', 'ff'];
    const blocks: string[] = [];
    for (const hex of random) blocks.push(await claim(newState(hex)));
    expect(new Set(blocks).size).toBe(random.length);
    for (const block of blocks) {
      const second = Number(block.replace('127.', ''));
      expect(second >= 80 && second <= 126).toBe(true);
    }
  });

  test('stays that of its state, whatever chance would say, and is not shared', async () => {
    const state = newState('10');
    const block = await claim(state);
    await expect(claimAddressBlock(state)).rejects.toThrow(`Another program holds ${block}.0.53:5300`);
    await claimed.pop()?.nameserver.close();
    state.core.randomHex = () => '20';
    expect(await claim(state)).toBe(block);
  });
});
