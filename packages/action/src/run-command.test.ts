import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Command } from './context.ts';
import { ActionError } from './errors.ts';
import type { Inputs } from './inputs/schema.ts';
import { CommandRun, TOKEN } from './testing/command-run.ts';

let step: CommandRun;
beforeEach(() => {
  step = new CommandRun();
});
afterEach(() => step.remove());

describe('a command that succeeds', () => {
  test('leaves its outputs, its summary and a closed session, and the step is green', async () => {
    const code = await step.run(async ({ attempt, inputs }) => {
      await attempt();
      await attempt();
      return {
        outputs: { node_id: inputs.command, created: false, summary: { extra: 1 } },
        summary: ['one', 'two'],
      };
    });
    expect(code).toBe(0);
    expect(step.claims).toBe(1);
    expect(step.io.outputs).toEqual({
      node_id: 'dns',
      created: 'false',
      summary: '{"node_id":"dns","created":false,"extra":1}',
    });
    expect(step.io.summaries).toEqual(['one', 'two']);
    expect(step.session.told).toContain('close');
    expect(step.io.state).toEqual({ main: 'over', claim: 'c1' });
  });

  test('has its secrets masked before anything is printed', async () => {
    await step.run(async ({ io }) => {
      io.info(`the key is ${TOKEN}`);
      return { outputs: {}, summary: [] };
    });
    expect(step.io.secrets[0]).toBe(TOKEN);
    expect(step.io.everything()).not.toContain(TOKEN);
  });

  test('is green though the last words could not be sent in time', async () => {
    step.change({ close: () => new Promise(() => {}) });
    const code = await step.run(
      async ({ attempt }) => {
        await attempt();
        return { outputs: { node_id: 'a' }, summary: [] };
      },
      { after: async () => {} },
    );
    expect(code).toBe(0);
    expect(step.io.outputs.node_id).toBe('a');
  });
});

describe('an attempt that is lost to another run', () => {
  const LOST = new ActionError('attempt_ended', 'The stack is lost.', 'Look at the job.');

  test('has its command stopped, and is told as lost, not as cancelled', async () => {
    const code = await step.run(async ({ attempt, signal }) => {
      await attempt();
      const stopped = new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
      step.lose(LOST);
      await stopped;
      throw new Error('never');
    });
    expect(code).toBe(1);
    expect(step.io.annotations[0]?.message).toBe('attempt_ended: The stack is lost. Look at the job.');
    expect(step.session.told).toContainEqual(expect.stringMatching(/^end .*"status":"failed"/));
  });

  test('is given up where its command does not stop', async () => {
    const endless: Command<Inputs> = async ({ attempt }) => {
      await attempt();
      step.lose(LOST);
      return await new Promise(() => {});
    };
    expect(await step.run(endless, { after: async () => {} })).toBe(1);
    expect(step.io.annotations[0]?.message).toMatch(/^attempt_ended: /);
  });
});

test('inputs that are wrong are one annotation, and nothing is begun', async () => {
  step.remove();
  step = new CommandRun({ INPUT_JOB_ID: '', INPUT_HOST_IPV4: '1.2' });
  let begun = false;
  const code = await step.run(async () => {
    begun = true;
    return { outputs: {}, summary: [] };
  });
  expect([code, begun, step.claims]).toEqual([1, false, 0]);
  expect(step.io.annotations).toHaveLength(1);
  expect(step.io.annotations[0]?.message).toMatch(
    /^invalid_inputs: 2 inputs.*\n- job_id: .*\n- host_ipv4: .*\nCorrect them/,
  );
});

describe('a run that is cancelled', () => {
  test('has its command told by the signal, and is told as cancelled', async () => {
    const code = await step.run(async ({ attempt, signal }) => {
      (await attempt()).start(5);
      const stopped = new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
      step.left = 7_400;
      step.cancel.abort();
      await stopped;
      throw new Error('never');
    });
    expect(code).toBe(1);
    expect(step.io.annotations[0]?.message).toMatch(/^cancelled: The run was cancelled\. Retry/);
    expect(step.session.told).toContainEqual(expect.stringMatching(/^end .*"status":"cancelled".*"failed_step":5/));
  });

  test('before its attempt was claimed goes no further, and is told as cancelled', async () => {
    let went = false;
    step.left = 7_400;
    step.cancel.abort();
    const code = await step.run(async ({ attempt }) => {
      await attempt();
      went = true;
      return { outputs: {}, summary: [] };
    });
    expect([code, went]).toEqual([1, false]);
    expect(step.session.told[0]).toMatch(/^end .*"status":"cancelled"/);
  });

  test('is told as cancelled though its command does not end', async () => {
    const code = await step.run(async ({ attempt }) => {
      (await attempt()).start(5);
      step.left = 500;
      step.cancel.abort();
      step.giveUp.abort();
      return await new Promise(() => {});
    });
    expect(code).toBe(1);
    expect(step.session.told).toContainEqual(expect.stringMatching(/^end .*"status":"cancelled"/));
  });

  test('waits for the control plane as long as the runner has patience, and no longer', async () => {
    step.change({ end: () => new Promise(() => {}) });
    const waited: number[] = [];
    const after = async (milliseconds: number) => void waited.push(milliseconds);
    await step.run(
      async ({ attempt }) => {
        await attempt();
        step.left = 1_234;
        step.cancel.abort();
        throw new Error('aborted');
      },
      { after },
    );
    // For the end, and for what is left of the story.
    expect(waited).toEqual([1_234, 1_234]);
  });
});
