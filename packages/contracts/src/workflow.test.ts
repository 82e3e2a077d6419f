import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  carriesMarker,
  dispatchInputs,
  ReceivedQueueMessage,
  ReceivedWorkflowInputs,
  runMarker,
  WorkflowInputs,
} from './workflow.ts';

const inputs: WorkflowInputs = {
  job_id: 'job_1',
  tenant_id: 'acme',
  region: 'sg',
  create_new_server: 'true',
  target_server_id: '',
  subdomain_slug: 'acme',
  canonical_hostname: 'acme.prego.test',
};

test('what is sent is strings alone; dedicated and trace_id may be absent', () => {
  expect(WorkflowInputs.parse(inputs)).toEqual(inputs);
  const dedicated = { ...inputs, dedicated: 'true', trace_id: 'trace_1', attempt: '2' };
  expect(WorkflowInputs.parse(dedicated)).toEqual(dedicated);
  expect(() => WorkflowInputs.parse({ ...inputs, create_new_server: true })).toThrow(/create_new_server/);
});

test.each([true, 'true'])('what is received may spell a boolean as %p', (create_new_server) => {
  expect(ReceivedWorkflowInputs.parse({ ...inputs, create_new_server, attempt: '2' })).toMatchObject({
    create_new_server: true,
    attempt: 2,
  });
  expect(() => ReceivedWorkflowInputs.parse({ ...inputs, create_new_server: 'yes' })).toThrow(/create_new_server/);
});

test('a queue message is known by its ids, whatever else it carries', () => {
  expect(ReceivedQueueMessage.parse({ ...inputs, trace_id: 'trace_1' })).toEqual({ job_id: 'job_1' });
  expect(ReceivedQueueMessage.parse({ job_id: 'job_1', attempt: '3' })).toEqual({ job_id: 'job_1', attempt: 3 });
  expect(ReceivedQueueMessage.safeParse({ job: 1 }).success).toBe(false);
});

test('a run is known by its marker and never taken for that of another job or attempt', () => {
  const id = fc.stringMatching(/^job_[A-Za-z0-9_-]{1,12}$/);
  const attempt = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(id, attempt, id, attempt, (job, n, other, m) => {
      const title = `Provision tenant: ${runMarker(job, n)}`;
      expect(carriesMarker(title, runMarker(job, n))).toBe(true);
      expect(carriesMarker(title, runMarker(other, m))).toBe(job === other && n === m);
    }),
  );
  expect(carriesMarker('job_1 attempt 12, job_1 attempt 1', runMarker('job_1', 1))).toBe(true);
  expect(carriesMarker('xjob_1 attempt 1', runMarker('job_1', 1))).toBe(false);
});

test('each workflow is sent the inputs that it declares', () => {
  expect(dispatchInputs('provision', { ...inputs, attempt: '1' })).toEqual({ ...inputs, attempt: '1' });
  const node = {
    ...inputs,
    tenant_id: '',
    subdomain_slug: '',
    canonical_hostname: '',
    target_server_id: 'sg-s-7k2m9qxb',
  };
  expect(dispatchInputs('retire_node', node)).toEqual({
    ...{ job_id: 'job_1', region: 'sg', node_id: 'sg-s-7k2m9qxb' },
    confirm: 'sg-s-7k2m9qxb',
  });
  expect(dispatchInputs('return', inputs)).toMatchObject({ tenant_id: 'acme', confirm: 'acme' });
  const library = { ...node, target_server_id: '', attempt: '2', trace_id: 'trace_1' };
  expect(dispatchInputs('library_provision', library, 'library-job_1')).toEqual({
    ...{ job_id: 'job_1', operation: 'provision', stack: 'library-job_1', region: 'sg' },
    ...{ trace_id: 'trace_1', attempt: '2' },
  });
  expect(dispatchInputs('library_return', library, 'library-job_1')).toMatchObject({ operation: 'return' });
});
