import { describe, expect, test } from '@jest/globals';
import type { NodeDetail } from '@prego/contracts';
import { ActionError } from '../errors.ts';
import { newNode } from '../testing/control-plane-state.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { hostKeyOf, untilReady } from './provision-ready.ts';

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'x'.repeat(43)}`;

/** Nodes as a control plane has them, and a clock that runs as it is rested. */
function world(stateAt: (nodeId: string, ms: number) => Partial<NodeDetail>) {
  const io = recordedIo();
  const start = io.now();
  let now = start;
  const asked: string[] = [];
  const pauses: number[] = [];
  return {
    io,
    asked,
    pauses,
    waiting: {
      io,
      withinMs: 60_000,
      clock: {
        now: () => now,
        rest: async (ms: number) => {
          pauses.push(ms);
          now += ms;
        },
      },
      session: {
        node: async (nodeId: string) => {
          asked.push(nodeId);
          return newNode(nodeId, stateAt(nodeId, now - start));
        },
      },
    },
  };
}

describe('waiting for nodes', () => {
  test('asks once and says nothing where all report already', async () => {
    const { io, asked, waiting } = world(() => ({}));
    const nodes = await untilReady(waiting, ['a', 'b']);
    expect(nodes.map(({ node_id }) => node_id)).toEqual(['a', 'b']);
    expect(asked).toEqual(['a', 'b']);
    expect(io.log).toEqual([]);
  });

  test('says whom it waits for and since when, and not a line for each look', async () => {
    const { io, asked, waiting } = world((id, ms) => ({
      status: ms > (id === 'a' ? 1_000 : 9_000) ? 'ready' : 'provisioning',
    }));
    await untilReady(waiting, ['a', 'b']);
    expect(io.log).toEqual([
      'Waiting for a, b to report, since 00:00:00 UTC, for at most 1 min 00 s.',
      'a reports, 1.2 s later.',
      'b reports, 11.0 s later.',
    ]);
    // One that has reported is not asked for again.
    expect(asked.filter((id) => id === 'a').length).toBeLessThan(asked.filter((id) => id === 'b').length);
  });

  test('looks at once in a while longer pauses, from a quarter of a second to three', async () => {
    const { pauses, waiting } = world((_id, ms) => ({ status: ms > 20_000 ? 'ready' : 'provisioning' }));
    await untilReady(waiting, ['a']);
    expect(pauses[0]).toBe(250);
    expect(Math.max(...pauses)).toBe(3_000);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  });

  test.each(['ready', 'cordoned', 'draining'] as const)('takes a node that is %s', async (status) => {
    const [node] = await untilReady(world(() => ({ status })).waiting, ['a']);
    expect(node?.status).toBe(status);
  });

  test.each(['failed', 'retired'] as const)('gives up on a node that is %s', async (status) => {
    const { waiting } = world(() => ({ status, status_reason: 'its disk broke' }));
    await expect(untilReady(waiting, ['a'])).rejects.toMatchObject({
      code: 'node_unusable',
      message: expect.stringContaining('its disk broke'),
    });
  });

  test('names those that have not reported when its time is over', async () => {
    const { waiting } = world((id) => ({ status: id === 'a' ? 'ready' : 'provisioning' }));
    const refusal = await untilReady(waiting, ['a', 'b']).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'nodes_not_ready', message: 'b has not reported within 1 min 00 s.' });
  });

  test('outlasts a control plane that is away, but not for longer than it may wait', async () => {
    const away = new ActionError('control_plane_unreachable', 'It did not answer.', 'Wait.');
    const { waiting } = world((_id, ms) => {
      if (ms < 5_000) throw away;
      return {};
    });
    await expect(untilReady(waiting, ['a'])).resolves.toHaveLength(1);
    const { waiting: hopeless } = world(() => {
      throw away;
    });
    await expect(untilReady(hopeless, ['a'])).rejects.toBe(away);
  });
});

describe('the host key', () => {
  test('may come a moment after the first report', async () => {
    const { waiting } = world((_id, ms) => ({ ssh_host_key: ms > 1_000 ? KEY : null }));
    expect(await hostKeyOf(waiting, newNode('a'))).toBe(KEY);
  });

  test('is empty for a node that tells none within seconds', async () => {
    const { waiting, pauses } = world(() => ({}));
    expect(await hostKeyOf(waiting, newNode('a'))).toBe('');
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(10_000);
  });

  test('is not asked for where it is known', async () => {
    const { waiting, asked } = world(() => ({}));
    expect(await hostKeyOf(waiting, newNode('a', { ssh_host_key: KEY }))).toBe(KEY);
    expect(asked).toEqual([]);
  });
});
