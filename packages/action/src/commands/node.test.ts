import { describe, expect, test } from '@jest/globals';
import type { NodeDetail } from '@prego/contracts';
import type { z } from 'zod';
import { ActionError } from '../errors.ts';
import { INPUTS_OF } from '../inputs/schema.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { recordedSession } from '../testing/recorded-session.ts';
import { node } from './node.ts';

const { signal } = new AbortController();
const inputs = INPUTS_OF.node.parse({
  command: 'node',
  control_plane_url: 'https://cp.example.com',
  job_id: 'job_1',
  node_id: 'sg-s-7k2m9qxa',
});
const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'B'.repeat(43)}`;

async function lookUp(known: { host_ipv4: string | null; ssh_host_key: string | null }) {
  const io = recordedIo();
  const recorded = recordedSession({ jobId: 'job_1', tenantId: 'acme', hostname: 'acme.example.com' });
  const detail = { node_id: 'sg-s-7k2m9qxa', status: 'ready', ...known } as z.infer<typeof NodeDetail>;
  const session = Object.assign(recorded, { node: async () => detail });
  const { outputs } = await node({ inputs, io, signal, attempt: async () => session });
  return { outputs, annotations: io.annotations, told: recorded.told };
}

describe('the node command', () => {
  test('puts out where the node is and by which key it is known, and tells nothing', async () => {
    const found = { node_id: 'sg-s-7k2m9qxa', host_ipv4: '192.0.2.7', host_key: KEY };
    expect(await lookUp({ host_ipv4: '192.0.2.7', ssh_host_key: KEY })).toEqual({
      outputs: { ...found, summary: found },
      annotations: [],
      told: [],
    });
  });

  test('warns where the node has not reported its key', async () => {
    const { outputs, annotations } = await lookUp({ host_ipv4: '192.0.2.7', ssh_host_key: null });
    expect(outputs).toMatchObject({ host_key: '' });
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('host key') }]);
  });

  test('refuses a node that nothing can reach', async () => {
    await expect(lookUp({ host_ipv4: null, ssh_host_key: KEY })).rejects.toMatchObject({ code: 'node_unusable' });
  });

  test('fails where the attempt has ended', async () => {
    const ended = new ActionError('attempt_ended', 'Attempt 1 of job_1 has ended: failed.', 'Retry the job.');
    const run = node({ inputs, io: recordedIo(), signal, attempt: () => Promise.reject(ended) });
    await expect(run).rejects.toBe(ended);
  });
});
