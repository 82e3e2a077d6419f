import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Command } from './context.ts';
import { ActionError } from './errors.ts';
import type { Inputs } from './inputs/schema.ts';
import { CommandRun, failing, TAKEN, TOKEN } from './testing/command-run.ts';

let step: CommandRun;
beforeEach(() => {
  step = new CommandRun();
});
afterEach(() => step.remove());

describe('a command that fails', () => {
  test('is told with code, sentence and remedy, to people and to the control plane', async () => {
    expect(await step.run(failing(TAKEN))).toBe(1);
    expect(step.io.annotations).toEqual([
      { kind: 'error', title: 'dns failed', message: 'dns_taken: The address is taken. Choose another.' },
    ]);
    expect(step.session.told).toEqual([
      '7 started',
      '7 failed dns_taken',
      expect.stringContaining(
        '"status":"failed","error":{"code":"dns_taken","message":"The address is taken.","remedy":"Choose another."},"failed_step":7',
      ),
      'close',
    ]);
    expect(step.io.log).toEqual(expect.arrayContaining(['▸ Details of dns_taken', 'record 1234']));
    expect(step.io.summaries.join()).toContain('dns_taken');
    expect(step.io.state.main).toBe('over');
  });

  test('with an error of the stacks is told in their words', async () => {
    const error = Object.assign(new Error('No room. Wait.'), {
      name: 'StackError',
      code: 'capacity_unavailable',
      what: 'No room.',
      remedy: 'Wait.',
    });
    await step.run(failing(error));
    expect(step.io.annotations[0]?.message).toBe('capacity_unavailable: No room. Wait.');
  });

  test.each([
    [new TypeError('x is undefined'), 'TypeError: x is undefined'],
    ['a text', 'a text'],
  ])('with what nobody has foreseen is told as internal: %s', async (error, words) => {
    await step.run(failing(error));
    expect(step.io.annotations[0]?.message).toMatch(new RegExp(`^internal: .*${words}\\. Retry the job`));
  });

  test('never shows a secret, and tells the control plane none', async () => {
    await step.run(failing(new ActionError('internal', `with ${TOKEN}`, `not ${TOKEN}`, { detail: TOKEN })));
    expect(step.io.everything()).not.toContain(TOKEN);
    expect(step.session.told.join()).not.toContain(TOKEN);
    expect(step.session.told.join()).toContain('with ***');
  });

  test('before it has an attempt claims none to tell so', async () => {
    expect(await step.run(async () => Promise.reject(TAKEN))).toBe(1);
    expect(step.claims).toBe(0);
  });

  test('after the attempt has ended tells no second end', async () => {
    await step.run(async ({ attempt }) => {
      await (await attempt()).end({ status: 'completed' });
      throw TAKEN;
    });
    expect(step.session.told.filter((line) => line.startsWith('end'))).toHaveLength(1);
  });

  test('is told as it is, though the control plane can not be told', async () => {
    const refused = new ActionError('control_plane_unreachable', 'No answer.', 'Wait.');
    step.change({ end: async () => Promise.reject(refused) });
    expect(await step.run(failing(TAKEN))).toBe(1);
    expect(step.io.annotations.map(({ kind, message }) => `${kind} ${message}`)).toEqual([
      'error dns_taken: The address is taken. Choose another.',
      'warning The control plane could not be told how this ended: No answer. The post step tries again.',
    ]);
  });

  test('is told though the last words of its story do not get through in time', async () => {
    step.change({ close: () => new Promise(() => {}) });
    expect(
      await step.run(failing(TAKEN), { after: (ms) => (ms < 30_000 ? Promise.resolve() : new Promise(() => {})) }),
    ).toBe(1);
    expect(step.io.annotations.map(({ kind }) => kind)).toEqual(['error']);
  });

  test('is told as it is, though the control plane does not answer in time', async () => {
    step.change({ end: () => new Promise(() => {}) });
    expect(await step.run(failing(TAKEN), { after: async () => {} })).toBe(1);
    expect(step.io.annotations.map(({ kind }) => kind)).toEqual(['error', 'warning']);
  });

  test('is trace: the step is green, with a warning, and the attempt goes on', async () => {
    step.remove();
    step = new CommandRun({ INPUT_COMMAND: 'trace', INPUT_STAGE: 'prego_ui_step_08', INPUT_STATUS: 'done' });
    expect(await step.run(failing(TAKEN))).toBe(0);
    expect(step.io.annotations.map(({ kind }) => kind)).toEqual(['warning', 'warning']);
    expect(step.session.told.join()).not.toContain('end');
  });

  test('because of something that nobody caught ends at once', async () => {
    const crashed = Promise.reject(new Error('thrown in a callback'));
    crashed.catch(() => {});
    const endless: Command<Inputs> = () => new Promise(() => {});
    expect(await step.run(endless, { crashed })).toBe(1);
    expect(step.io.annotations[0]?.message).toContain('internal: ');
    expect(step.io.annotations[0]?.message).toContain('thrown in a callback');
  });
});
