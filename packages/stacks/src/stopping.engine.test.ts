import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { runningFor } from './orphaned-processes.ts';
import { before, type HeldFault } from './testing/held-fault.ts';
import { RUN_MAIN, RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

/** Runs that are stopped: by their caller, by a terminal's Ctrl-C, by their deadline. */
let sandbox: SandboxProcess;
let tenants = 0;
const newTenant = (): TenantUnderTest => new TenantUnderTest(sandbox, `stopped-${++tenants}-times`);

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());
afterEach(() => sandbox.control('DELETE', '/faults'));

const SERVERS = before('POST', '/v1/servers');
const PHASES: [string, HeldFault][] = [
  ['while it makes the network', before('POST', '/v1/networks')],
  ['while it makes a server', SERVERS],
  ['while it waits for a server', before('GET', '/v1/actions')],
  ['while it attaches a server to the network', before('POST', '/v1/servers/*/actions/attach_to_network')],
  ['while it makes the volume', before('POST', '/v1/volumes')],
  ['while it makes the record', before('POST', '/client/v4/zones/*/dns_records')],
];

describe('a run that is aborted', () => {
  test.each(PHASES)(
    '%s ends after the call in flight, and the next run goes on',
    async (_phase, fault) => {
      const tenant = newTenant();
      await sandbox.control('POST', '/faults', { ...fault, delay_ms: 1_000 });
      const run = new RunProcess(tenant.up);
      await sandbox.faultsMet(run.outcome);
      run.signal('SIGINT');
      expect(await run.outcome).toMatchObject({ code: 'cancelled', message: expect.stringContaining('Run it again') });
      expect(await tenant.unfinished()).toEqual([]);
      expect(runningFor(sandbox.options.backend.url, tenant.stack)).toEqual([]);

      expect(await runApart(tenant.up)).toHaveProperty('changes');
      expect(await tenant.timesMade()).toEqual([1, 1, 1]);
    },
    60_000,
  );

  test('while it gives back ends likewise', async () => {
    const tenant = newTenant();
    expect(await runApart(tenant.up)).toHaveProperty('changes');
    await sandbox.control('POST', '/faults', { ...before('DELETE', '/v1/servers/*'), delay_ms: 1_000 });
    const run = new RunProcess(tenant.destroy);
    await sandbox.faultsMet(run.outcome);
    run.signal('SIGINT');
    expect(await run.outcome).toMatchObject({ code: 'cancelled' });
    expect(await runApart(tenant.destroy)).toHaveProperty('changes');
    expect(await tenant.inTheCloud()).toEqual([]);
  }, 60_000);

  test('before it begins makes nothing', async () => {
    const tenant = newTenant();
    const run = new RunProcess(tenant.up);
    await run.listening;
    run.signal('SIGINT');
    expect(await run.outcome).toMatchObject({ code: 'cancelled' });
    expect(await tenant.inTheCloud()).toEqual([]);
  }, 60_000);
});

describe('a run whose engine does not end', () => {
  test('is killed with all its processes when its grace is over; the next run as holder of the lease goes on', async () => {
    const tenant = newTenant();
    await sandbox.control('POST', '/faults', SERVERS);
    const run = new RunProcess({ ...tenant.up, graceMs: 300 });
    await sandbox.faultsMet(run.outcome);
    run.signal('SIGINT');
    expect(await run.outcome).toMatchObject({ code: 'cancelled' });
    expect(runningFor(sandbox.options.backend.url, tenant.stack)).toEqual([]);

    await sandbox.control('DELETE', '/faults');
    expect(await runApart(tenant.up)).toMatchObject({
      code: 'stack_lock_left',
      message: expect.stringMatching(
        /^The stack's lock was left by process \d+ of .*`holdsLease`\), which clears it\.$/,
      ),
    });
    expect(await runApart({ ...tenant.up, holdsLease: true })).toHaveProperty('changes');
    expect(await tenant.timesMade()).toEqual([1, 1, 1]);
    expect(await tenant.unfinished()).toEqual([]);
  }, 60_000);

  test('ends at its deadline', async () => {
    const tenant = newTenant();
    await sandbox.control('POST', '/faults', SERVERS);
    const outcome = await runApart({ ...tenant.up, deadlineMs: 4_000, graceMs: 300 });
    expect(outcome).toMatchObject({
      code: 'deadline_exceeded',
      message: 'The run took longer than its deadline. Run it again: it goes on where it stopped.',
    });
    expect(runningFor(sandbox.options.backend.url, tenant.stack)).toEqual([]);
  }, 60_000);
});

test('a run whose engine was killed says so, and the next makes no noise about what it clears up', async () => {
  const tenant = newTenant();
  await sandbox.control('POST', '/faults', SERVERS);
  const run = new RunProcess(tenant.up);
  await sandbox.faultsMet(run.outcome);
  await run.kill('engine');
  expect(await run.outcome).toMatchObject({
    code: 'update_failed',
    message: expect.stringMatching(/^The engine was killed in the middle of the run \(SIGKILL\)\. .*`holdsLease`/),
  });
  await sandbox.control('DELETE', '/faults');

  const next = new RunProcess({ ...tenant.up, holdsLease: true });
  expect(await next.outcome).toHaveProperty('changes');
  expect(next.events.filter((event) => event.type === 'message' && event.severity === 'error')).toEqual([]);
}, 60_000);

test("a terminal's Ctrl-C reaches the engine once, and leaves nothing behind", async () => {
  const tenant = newTenant();
  await sandbox.control('POST', '/faults', { ...SERVERS, delay_ms: 1_500 });
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', RUN_MAIN, JSON.stringify(tenant.up)];
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  // util-linux's script(1): a terminal of its own, whose foreground process group is the run.
  const terminal = spawn('script', ['-qec', quoted, '/dev/null'], { env: { ...process.env, NODE_OPTIONS: '' } });
  let screen = '';
  terminal.stdout.on('data', (text: Buffer) => {
    screen += text.toString();
  });
  const closed = once(terminal, 'close');
  await sandbox.faultsMet(closed);
  terminal.stdin.write('\x03');
  await closed;
  expect(screen).toContain('"code":"cancelled"');
  expect(await tenant.unfinished()).toEqual([]);
  expect(runningFor(sandbox.options.backend.url, tenant.stack)).toEqual([]);
  expect(await runApart(tenant.up)).toHaveProperty('changes');
  expect(await tenant.timesMade()).toEqual([1, 1, 1]);
}, 60_000);
