import { describe, expect, test } from '@jest/globals';
import type { FoundResource } from './clouds/cloud-lookup.ts';
import { parseExport } from './exported-state.ts';
import { lostThings, proveGone, statesOf } from './leftovers.ts';
import type { Session } from './session.ts';

const server = (name: string): FoundResource => ({ id: '1', name, labels: {} });

/** A session whose cloud answers each look for servers with the next of `answers`, and has nothing else. */
function sessionOn(answers: readonly (readonly FoundResource[])[]) {
  const asked: string[] = [];
  let looks = 0;
  const list = async (kind: string, { labelSelector = '' }): Promise<readonly FoundResource[]> => {
    asked.push(`${kind} ${labelSelector}`);
    return kind === 'servers' ? (answers[Math.min(looks++, answers.length - 1)] ?? []) : [];
  };
  const { signal } = new AbortController();
  const session = { stack: 'sg', stateId: 'abc', signal, deadline: signal, clouds: { hetzner: { list } } };
  return { session: session as unknown as Session, asked };
}

describe('the proof that nothing is left', () => {
  test('looks again where a list lags behind', async () => {
    await expect(proveGone(sessionOn([[server('a')], []]).session)).resolves.toBeUndefined();
  });

  test('fails with the name of what stays', async () => {
    await expect(proveGone(sessionOn([[server('a')]]).session)).rejects.toMatchObject({
      code: 'update_failed',
      what: 'Hetzner still has a (servers).',
    });
  }, 10_000);

  test('also asks for what was made before the state was moved here', async () => {
    const { session, asked } = sessionOn([[]]);
    const resources = ['old', 'not a label', undefined].map((state) => ({
      urn: 'u',
      type: 't',
      inputs: { labels: { state } },
    }));
    const states = statesOf(parseExport(JSON.stringify({ deployment: { resources } })));
    expect(states).toEqual([]);
    await proveGone(session, { states: ['0123abcd'] });
    expect(asked).toContain('volumes managed-by=prego,stack=sg,state in (abc,0123abcd)');
  });

  test('of many nodes asks in questions that fit into an address', async () => {
    const { session, asked } = sessionOn([[]]);
    await proveGone(session, { nodes: Array.from({ length: 120 }, (_none, index) => `sg-s-${index}`) });
    expect(asked).toHaveLength(3);
    expect(asked[2]).toMatch(/^servers .*,node-id in \(sg-s-100,.*,sg-s-119\)$/);
  });
});

test('what another backend may still hold is never among what is given back', async () => {
  const { session, asked } = sessionOn([[]]);
  await lostThings(session, { resources: [], pending: [], complete: false });
  expect(asked[0]).toBe('servers managed-by=prego,stack=sg,state in (abc)');
});
