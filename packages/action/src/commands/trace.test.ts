import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { INPUTS_OF } from '../inputs/schema.ts';
import { JOB, jobOnServer } from '../testing/job-on-server.ts';
import { trace } from './trace.ts';

const given = jobOnServer();

async function run(told: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const inputs = INPUTS_OF.trace.parse({ ...given.inputs, command: 'trace', ...told, ...more });
  const attempt = () => Promise.reject(new Error('a trace needs no session'));
  return await trace({ inputs, io: given.io, signal: new AbortController().signal, attempt });
}
const events = () => given.server.jobs.get(JOB)?.events.map(({ stage, status, data }) => [`${stage} ${status}`, data]);

describe('the trace command', () => {
  test.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ stage: 'prego_ui_step_08', status: 'started' }, {}],
    [{ stage: 'prego_ui_step_08', status: 'skipped', reason: 'already_done' }, { reason: 'already_done' }],
    [
      { stage: 'prego_ui_step_08', status: 'failed' },
      { error_code: 'install_failed', error_message: 'The workflow did not say why.' },
    ],
    [
      { stage: 'prego_ui_step_09', status: 'failed', error_code: 'check_failed', error_message: 'No.' },
      { error_code: 'check_failed', error_message: 'No.' },
    ],
    [{ stage: 'ansible.role', status: 'done' }, {}],
    [{ stage: 'ansible.role', status: 'failed', error_message: 'no' }, { error_message: 'no' }],
  ])('tells %j', async (told, data) => {
    await run(told);
    expect(events()).toEqual([[`${told.stage} ${told.status}`, data]]);
    expect(given.io.annotations).toEqual([]);
  });

  test('without a trace asks nobody anything', async () => {
    await run({ stage: 'prego_ui_step_08', status: 'done' }, { trace_id: undefined });
    expect(given.server.requests).toEqual([]);
  });

  test('only warns of what can not be told', async () => {
    await run({ stage: 'prego_ui_step_08', status: 'skipped' });
    expect(events()).toEqual([]);
    expect(given.io.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('reason') }]);
  });

  test('only warns where the attempt is over, and leaves nothing for later', async () => {
    given.server.endJob(JOB, 'failed');
    expect(await run({ stage: 'prego_ui_step_08', status: 'done' })).toEqual({ outputs: {}, summary: [] });
    expect(given.io.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('has ended') }]);
    expect(readdirSync(join(given.temp, 'prego-journal'))).toEqual([]);
  });
});
