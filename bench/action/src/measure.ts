import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePeer } from './bundle-peer.ts';
import { contenders, MAIN, NAMES, withoutInputs } from './contenders.ts';
import { Listener, untilExit, untilOutput } from './launch.ts';

export type Starts = Readonly<Record<(typeof NAMES)[number], number[]>>;

/**
 * Starts each contender once a round, in turns that begin with another one each time. Milliseconds; those of the same index were
 * taken one right after the other. One round before is not counted: files come from the disk only once.
 */
export async function measureStarts(rounds: number): Promise<Starts> {
  const folder = await mkdtemp(join(tmpdir(), 'prego-bench-'));
  const listener = new Listener();
  try {
    const processes = contenders(await listener.start(), await bundlePeer(folder));
    const starts: Starts = { 'node -e 0': [], 'node, one request': [], '@actions/core and zod': [], 'this action': [] };
    for (let round = -1; round < rounds; round++) {
      for (const name of inTurn(NAMES, round)) {
        const launch = processes[name];
        const took = name === 'node -e 0' ? await untilExit(launch) : await listener.untilRequest(launch);
        if (round >= 0) starts[name].push(took);
      }
    }
    return starts;
  } finally {
    await listener.stop();
    await rm(folder, { recursive: true });
  }
}

export interface Outputs {
  readonly ours: number[];
  readonly theirs: number[];
}

/** How long our bundle and another action's take until they say that they have no inputs, pair by pair, in milliseconds. */
export async function measureOutputs(rounds: number, other: string): Promise<Outputs> {
  const outputs: Outputs = { ours: [], theirs: [] };
  for (let round = -1; round < rounds; round++) {
    for (const side of inTurn(['ours', 'theirs'] as const, round)) {
      const took = await untilOutput(withoutInputs(side === 'ours' ? MAIN : other));
      if (round >= 0) outputs[side].push(took);
    }
  }
  return outputs;
}

const inTurn = <T>(all: readonly T[], round: number): T[] => {
  const first = (round + all.length) % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
};
