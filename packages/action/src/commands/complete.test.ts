import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RecordedDns } from '@prego/contracts';
import { ActionError } from '../errors.ts';
import { INPUTS_OF } from '../inputs/schema.ts';
import { CloudflareSandbox } from '../testing/cloudflare-sandbox.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { recordedSession } from '../testing/recorded-session.ts';
import { complete } from './complete.ts';

let sandbox: CloudflareSandbox;
let workspace: Server;
let port: number;
let hostname: string;
let count = 0;

beforeAll(async () => {
  sandbox = await CloudflareSandbox.start();
  workspace = createServer((request, response) => void response.end(request.headers.host));
  workspace.listen(0, '127.0.0.1');
  await once(workspace, 'listening');
  port = (workspace.address() as AddressInfo).port;
});
afterAll(async () => {
  workspace.close().closeAllConnections();
  await sandbox.stop();
});
beforeEach(() => {
  hostname = `c${++count}.${sandbox.connection.cloudflare_zone}`;
});

const cloudflare = () => ({
  cloudflare_api_token: sandbox.access.token,
  cloudflare_zone_id: sandbox.zoneId,
  cloudflare_base_url: sandbox.access.baseUrl,
});
const asking = () => ({
  check_url: `http://{hostname}:${port}/healthz`,
  check_nameserver: sandbox.connection.dns_address,
  check_timeout_s: '1',
});

async function record(content = '127.0.0.1'): Promise<RecordedDns> {
  const id = await sandbox.add({ type: 'A', name: hostname, content });
  return { zone_id: sandbox.zoneId, record_id: id, content };
}

async function run(given: Record<string, unknown>, dns: RecordedDns | null = null, refused?: ActionError) {
  const io = recordedIo();
  const session = recordedSession({ jobId: 'job_1', tenantId: 'acme', hostname, dns });
  const inputs = INPUTS_OF.complete.parse({
    command: 'complete',
    control_plane_url: 'https://cp.example.com',
    job_id: 'job_1',
    provision_result: 'success',
    ...given,
  });
  const { signal } = new AbortController();
  const attempt = async () => {
    if (refused) throw refused;
    return session;
  };
  const error = await complete({ inputs, io, signal, attempt }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, told: session.told, current: session.current, annotations: io.annotations, log: io.log };
}

const COMPLETED = 'end {"status":"completed"}';

describe('after a run that went well', () => {
  test('the record is verified, the workspace asked through its name, and the job completed', async () => {
    const { error, told, log } = await run(
      { ...cloudflare(), ...asking(), configure_result: 'success' },
      await record(),
    );
    expect(error).toBeUndefined();
    expect(told).toEqual(['9 started', '9 done', COMPLETED]);
    expect(log.join('\n')).toContain(`http://${hostname}:${port}/healthz answers 200 at 127.0.0.1.`);
  });

  test.each([undefined, 'skipped'])(
    'with configure %s the workspace step is skipped with its reason',
    async (configure_result) => {
      const { told } = await run({ ...cloudflare(), configure_result }, await record());
      expect(told).toEqual(['8 skipped install_not_configured', '9 started', '9 done', COMPLETED]);
    },
  );

  test('the check is skipped where there is nothing to check', async () => {
    const { told } = await run({});
    expect(told).toEqual(['8 skipped install_not_configured', '9 skipped not_applicable', COMPLETED]);
  });

  test.each<[string, () => Promise<RecordedDns | null>, Record<string, unknown>]>([
    ['is not known to the control plane', async () => null, {}],
    ['is gone', async () => ({ ...(await record()), record_id: '0'.repeat(32) }), {}],
    ['leads elsewhere', async () => ({ ...(await record()), content: '127.0.0.9' }), {}],
    ['leads to another host than that of this run', () => record(), { host_ipv4: '192.0.2.7' }],
    ['is not proxied as asked', () => record(), { dns_proxied: 'true' }],
  ])('it is not completed when the record %s', async (_, recorded, given) => {
    const { error, told, current } = await run(
      { ...cloudflare(), ...given, configure_result: 'success' },
      await recorded(),
    );
    expect(error).toMatchObject({ code: 'check_failed' });
    expect(told).toEqual(['9 started']);
    expect(current).toBe(9);
  });

  test('it is not completed when somebody has made a second record of the name, which is told', async () => {
    const recorded = await record();
    const other = await sandbox.add({ type: 'A', name: hostname, content: '192.0.2.9' });
    const { error, told } = await run({ ...cloudflare(), configure_result: 'success' }, recorded);
    expect(error).toMatchObject({ code: 'check_failed', message: expect.stringContaining(other) });
    expect(told).toEqual(['9 started']);
  });

  test('it is not completed as long as Cloudflare is down, and is at once when that is over', async () => {
    const recorded = await record();
    const given = { ...cloudflare(), configure_result: 'success' };
    await sandbox.fault({ method: 'GET', status: 503, count: 6 });
    const { error, told } = await run(given, recorded);
    expect(error).toMatchObject({
      code: 'check_failed',
      message: expect.stringContaining('503'),
      remedy: expect.stringContaining('cloudflarestatus.com'),
    });
    expect(told).toEqual(['9 started']);
    expect((await run(given, recorded)).told).toEqual(['9 started', '9 done', COMPLETED]);
  }, 60_000);

  test('it is not completed when the workspace does not answer', async () => {
    const { error, told } = await run(
      { ...cloudflare(), ...asking(), configure_result: 'success' },
      await record('127.0.0.99'),
    );
    expect(error).toMatchObject({ code: 'check_failed' });
    expect(told).toEqual(['9 started']);
  });
});

describe('after a run that did not', () => {
  test('a provision job that could not tell is told as failed', async () => {
    const { error, told, annotations } = await run({ provision_result: 'failure', configure_result: 'skipped' });
    expect(error).toBeUndefined();
    expect(told).toEqual([expect.stringMatching(/^end .*"status":"failed".*"code":"run_failed".*provision/)]);
    expect(annotations).toMatchObject([{ kind: 'notice' }]);
  });

  test('a failed installation is told with its step', async () => {
    const { told } = await run({ configure_result: 'failure' });
    expect(told).toEqual([
      '8 failed install_failed',
      expect.stringMatching(/^end .*"status":"failed".*"install_failed".*"failed_step":8/),
    ]);
  });

  test('a cancelled run is told as cancelled', async () => {
    const { told } = await run({ provision_result: 'cancelled' });
    expect(told).toEqual([expect.stringMatching(/^end .*"status":"cancelled".*"run_cancelled"/)]);
  });
});

describe('when the attempt has ended already', () => {
  const ended = (how: string) =>
    new ActionError('attempt_ended', `Attempt 1 of job_1 has ended: ${how}.`, 'Retry the job.');

  test.each([
    ['the job that failed has told it', { provision_result: 'failure' }, 'failed'],
    ['the job that was cancelled has told it', { provision_result: 'cancelled' }, 'cancelled'],
    ['it is run again after a failure', { configure_result: 'failure' }, 'failed'],
  ])('there is nothing left to do: %s', async (_, given, how) => {
    const { error, annotations } = await run(given, null, ended(how));
    expect(error).toBeUndefined();
    expect(annotations).toMatchObject([{ kind: 'notice', message: expect.stringContaining(`has ended: ${how}`) }]);
  });

  test.each(['failed', 'cancelled', 'overtaken by a later attempt'])(
    'a good run does not hide that it %s',
    async (how) => {
      expect((await run({ configure_result: 'success' }, null, ended(how))).error).toMatchObject({
        code: 'attempt_ended',
      });
    },
  );

  test('any other refusal fails the job', async () => {
    const refused = new ActionError('no_identity', 'There is no token.', 'Give one.');
    expect((await run({ provision_result: 'failure' }, null, refused)).error).toBe(refused);
  });
});
