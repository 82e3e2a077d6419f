import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commandContext } from '../testing/command-context.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';
import { driftWith } from './drift.ts';
import type { StackParts, StackWork } from './stack-run.ts';

let controlPlane: ControlPlaneServer;
beforeAll(async () => {
  controlPlane = await startControlPlaneServer();
});
afterAll(() => controlPlane.close());
beforeEach(() => {
  controlPlane.drift.length = 0;
});

/** A backend whose stack `dedicated-acme` is given back when it is about to be looked at. */
function parts(): StackParts {
  const there = new Set(['dedicated-acme', 'sg']);
  const work: Partial<StackWork> = {
    listStacks: async () => [...there],
    lookForDrift: async (_settings, stack) => {
      if (stack === 'sg') return { drifted: [], inHand: [], durationMs: 1 };
      there.delete(stack);
      throw Object.assign(new Error('no stack'), { code: 'invalid_input', remedy: 'Look for its name.' });
    },
  };
  return {
    prepareTools: async () => ({ pulumi: 'pulumi', home: '/home', credentials: '/credentials' }),
    load: async () => work as StackWork,
  };
}

async function look(inputs: Record<string, string> = {}) {
  const given = {
    hcloud_token: 'h'.repeat(64),
    pulumi_backend: 'file:///state',
    pulumi_config_passphrase: 'p',
    ...inputs,
  };
  const { context, close } = await commandContext('drift', controlPlane, given);
  const ended = await driftWith(context, parts()).then(
    ({ outputs }) => ({ summary: outputs.summary, error: undefined }),
    (error: unknown) => ({ summary: undefined, error }),
  );
  await close();
  return ended;
}

describe('a stack that is given back while drift looks', () => {
  test('is no failure, and nothing is told of it', async () => {
    expect(await look()).toEqual({ summary: { stacks: ['sg'], drifted: [] }, error: undefined });
    expect(controlPlane.drift).toMatchObject([{ stack: 'sg', status: 'in_sync' }]);
  });

  test('is one where somebody has named it', async () => {
    expect((await look({ stacks: 'dedicated-acme' })).error).toMatchObject({ code: 'stack_not_looked_at' });
    expect(controlPlane.drift).toMatchObject([{ stack: 'dedicated-acme', status: 'failed' }]);
  });
});
