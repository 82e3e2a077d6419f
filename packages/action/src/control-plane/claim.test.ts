import { expect, test } from '@jest/globals';
import { JOB, jobOnServer } from '../testing/job-on-server.ts';
import { FIRST_PASSWORD, libraryWork } from '../testing/library-work.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { claimAttempt } from './claim.ts';

const given = jobOnServer();

test('a run claims by its OIDC token, and every token is masked', async () => {
  const { server, io, inputs } = given;
  const claim = await claimAttempt(io, inputs, {});
  expect(claim).toMatchObject({ job_id: JOB, attempt: 1, stack_lease: { stack: 'sg' }, nodes: [{ role: 'shared' }] });
  expect(io.secrets).toEqual(expect.arrayContaining([claim.token, claim.nodes[0]?.token]));
  expect(server.requests).toMatchObject([{ authorization: undefined, body: { attempt: 1 } }]);
});

test('without OIDC the operator key claims for the run', async () => {
  const { server, inputs, temp } = given;
  const io = recordedIo({ env: { RUNNER_TEMP: temp, GITHUB_RUN_ID: '77' } });
  await claimAttempt(io, { ...inputs, control_plane_token: server.operatorKey }, {});
  expect(server.jobs.get(JOB)?.run_id).toBe(77);
});

test('an answer that is not as expected has its tokens masked all the same', async () => {
  const { server, io, inputs } = given;
  const library = { secrets: { pin: 7, admin_password: 'secret-3' } };
  const body = JSON.stringify({ token: 'secret-1', nodes: [{ token: 'secret-2' }], library });
  server.fault({ kind: { status: 200, body } });
  await expect(claimAttempt(io, inputs, {})).rejects.toMatchObject({ code: 'control_plane_unreachable' });
  expect(io.secrets).toEqual(expect.arrayContaining(['secret-1', 'secret-2', 'secret-3']));
});

test('what was drawn for a provisioning of the library is masked, and what was chosen is not', async () => {
  const { server, io, inputs } = given;
  server.job(JOB, { kind: 'library_provision', library: libraryWork() });
  await claimAttempt(io, inputs, {});
  expect(io.secrets).toContain(FIRST_PASSWORD);
  expect(io.secrets).not.toContain('forge.example.com');
});

test('a claim whose answer is lost is made again', async () => {
  const { server, io, inputs } = given;
  server.fault({ path: /claim$/, kind: { drop: 'answer' } });
  const { token } = await claimAttempt(io, inputs, {});
  expect(server.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['claim', 'claim']);
  expect(token).not.toBe('');
});

test('an attempt that has ended is refused with how it ended', async () => {
  const { server, io, inputs } = given;
  server.endJob(JOB, 'completed');
  await expect(claimAttempt(io, inputs, {})).rejects.toMatchObject({
    name: 'ActionError',
    code: 'attempt_ended',
    message: `Attempt 1 of ${JOB} has ended: completed.`,
    remedy: 'This attempt is over; nothing more is taken for it.',
  });
});

test('an attempt that has ended gives its own run a token for its story, and no work', async () => {
  const { server, io, inputs } = given;
  await claimAttempt(io, inputs, {});
  server.endJob(JOB, 'failed');
  const claim = await claimAttempt(io, inputs, { afterEnd: true });
  expect(claim).toMatchObject({ attempt: 1, stack_lease: null, nodes: [] });
  expect(io.secrets).toContain(claim.token);
});

test('a newer control plane may tell more than this version knows', async () => {
  const { server, io, inputs } = given;
  const known = await claimAttempt(io, inputs, {});
  const more = {
    ...known,
    inputs: { ...known.inputs, network: 'blue' },
    quota: 3,
    nodes: [{ ...known.nodes[0], disk: 1 }],
  };
  server.fault({ path: /claim$/, kind: { status: 200, body: JSON.stringify(more) } });
  expect(await claimAttempt(io, inputs, {})).toEqual(known);
});

test("another job's run is refused", async () => {
  const { server, io, inputs } = given;
  server.job(JOB, { run_id: 5 });
  await expect(claimAttempt(io, inputs, {})).rejects.toMatchObject({ code: 'run_mismatch' });
});
