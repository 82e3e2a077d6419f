import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../errors.ts';
import { INPUTS_OF } from '../inputs/schema.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { recordedSession } from '../testing/recorded-session.ts';
import { trace } from './trace.ts';

const { signal } = new AbortController();
const inputsOf = (given: Record<string, unknown>) =>
  INPUTS_OF.trace.parse({ command: 'trace', control_plane_url: 'https://cp.example.com', job_id: 'job_1', ...given });

async function run(given: Record<string, unknown>) {
  const io = recordedIo();
  const session = recordedSession({ jobId: 'job_1', tenantId: 'acme', hostname: 'acme.example.com' });
  await trace({ inputs: inputsOf(given), io, signal, attempt: async () => session });
  return { told: session.told, annotations: io.annotations };
}

describe('the trace command', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ stage: 'prego_ui_step_08', status: 'started' }, '8 started'],
    [{ stage: 'prego_ui_step_08', status: 'done' }, '8 done'],
    [{ stage: 'prego_ui_step_08', status: 'skipped', reason: 'already_done' }, '8 skipped already_done'],
    [{ stage: 'prego_ui_step_08', status: 'failed' }, '8 failed install_failed'],
    [{ stage: 'prego_ui_step_09', status: 'failed', error_code: 'check_failed' }, '9 failed check_failed'],
    [{ stage: 'ansible.role', status: 'done' }, 'ansible.role done {}'],
    [{ stage: 'ansible.role', status: 'failed', error_message: 'no' }, 'ansible.role failed {"error_message":"no"}'],
    // A step of the control plane's own: what that makes of it is its affair.
    [{ stage: 'prego_ui_step_10', status: 'done' }, 'prego_ui_step_10 done {}'],
  ])('tells %j as %s', async (given, told) => {
    expect(await run(given)).toEqual({ told: [told], annotations: [] });
  });

  test('only warns of what can not be told', async () => {
    const { told, annotations } = await run({ stage: 'prego_ui_step_08', status: 'skipped' });
    expect(told).toEqual([]);
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('reason') }]);
  });

  test('only warns where the claim is refused', async () => {
    const io = recordedIo();
    const refused = new ActionError('attempt_ended', 'Attempt 1 of job_1 has ended: failed.', 'Retry the job.');
    const inputs = inputsOf({ stage: 'prego_ui_step_08', status: 'done' });
    const outcome = await trace({ inputs, io, signal, attempt: () => Promise.reject(refused) });
    expect(outcome).toEqual({ outputs: {}, summary: [] });
    expect(io.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining(refused.message) }]);
  });
});
