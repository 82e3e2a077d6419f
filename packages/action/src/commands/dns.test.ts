import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RecordedDns } from '@prego/contracts';
import { INPUTS_OF } from '../inputs/schema.ts';
import { CloudflareSandbox } from '../testing/cloudflare-sandbox.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { recordedSession } from '../testing/recorded-session.ts';
import { dns } from './dns.ts';

let sandbox: CloudflareSandbox;
let hostname: string;
let count = 0;

beforeAll(async () => {
  sandbox = await CloudflareSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  hostname = `d${++count}.${sandbox.connection.cloudflare_zone}`;
});

const cloudflare = () => ({
  cloudflare_api_token: sandbox.access.token,
  cloudflare_zone_id: sandbox.zoneId,
  cloudflare_base_url: sandbox.access.baseUrl,
});

/** Runs the command for the tenant of this test, with what the control plane has recorded. */
async function run(recorded: RecordedDns | null, given: Record<string, unknown> = cloudflare()) {
  const io = recordedIo();
  const session = recordedSession({ jobId: 'job_1', tenantId: `tenant-${count}`, hostname, dns: recorded });
  const inputs = INPUTS_OF.dns.parse({
    command: 'dns',
    control_plane_url: 'https://cp.example.com',
    job_id: 'job_1',
    tenant_id: `tenant-${count}`,
    region: 'sg',
    subdomain_slug: `d${count}`,
    canonical_hostname: hostname,
    host_ipv4: '192.0.2.1',
    ...given,
  });
  const { signal } = new AbortController();
  const result = await dns({ inputs, io, signal, attempt: async () => session }).then(
    (outcome) => ({ outcome, error: undefined }),
    (error: unknown) => ({ outcome: undefined, error }),
  );
  return { ...result, io, session };
}

/** What the control plane was told to record. */
function reported(told: readonly string[]): RecordedDns {
  const line = told.find((one) => one.startsWith('progress '));
  return JSON.parse(line?.slice('progress '.length) ?? '').dns;
}

describe('the dns command', () => {
  test('makes the record, reports it at once, and says what it did', async () => {
    const { outcome, session } = await run(null);
    const [record] = await sandbox.records(hostname);
    const dnsOf = { zone_id: sandbox.zoneId, record_id: record?.id, content: '192.0.2.1' };
    expect(session.told).toEqual(['7 started', `progress ${JSON.stringify({ dns: dnsOf })}`, '7 done']);
    expect(outcome?.outputs).toMatchObject({
      dns_outcome: 'created',
      summary: { hostname, dns: dnsOf, proxied: true },
    });
    expect(outcome?.summary.join('')).toContain('created');
  });

  test('is skipped the second time: nothing is changed and nothing reported', async () => {
    const recorded = reported((await run(null)).session.told);
    const mark = await sandbox.mark();
    const { outcome, session } = await run(recorded);
    expect(session.told).toEqual(['7 started', '7 skipped dns_unchanged']);
    expect(outcome?.outputs.dns_outcome).toBe('skipped:dns_unchanged');
    expect(await sandbox.changesSince(mark)).toEqual([]);
  });

  test('moves the record to another host, and without the proxy where that is asked for', async () => {
    const recorded = reported((await run(null)).session.told);
    const { outcome, session } = await run(recorded, { ...cloudflare(), host_ipv4: '192.0.2.2', dns_proxied: 'false' });
    expect(outcome?.outputs.dns_outcome).toBe('updated');
    expect(reported(session.told)).toEqual({ ...recorded, content: '192.0.2.2' });
    expect(await sandbox.records(hostname)).toMatchObject([{ content: '192.0.2.2', proxied: false }]);
  });

  test('reports the record of a run that was killed before it could', async () => {
    const recorded = reported((await run(null)).session.told);
    const { outcome, session } = await run(null);
    expect(outcome?.outputs.dns_outcome).toBe('adopted');
    expect(reported(session.told)).toEqual(recorded);
    expect(session.told.at(-1)).toBe('7 done');
  });

  test('leaves the step to main as the current one when the name is taken', async () => {
    await sandbox.add({ type: 'A', name: hostname, content: '192.0.2.1' });
    const { error, session, io } = await run(null);
    expect(error).toMatchObject({ code: 'dns_taken' });
    expect(session.told).toEqual(['7 started']);
    expect(session.current).toBe(7);
    expect(io.everything()).not.toContain(sandbox.access.token);
  });

  test.each([
    ['without zone and token', {}, []],
    ['with a token only, saying so', { cloudflare_api_token: 'x' }, [{ kind: 'warning' }]],
    ['with a zone only, saying so', { cloudflare_zone_id: 'x' }, [{ kind: 'warning' }]],
  ])('is skipped %s', async (_, given, annotations) => {
    const { outcome, session, io } = await run(null, given);
    expect(session.told).toEqual(['7 started', '7 skipped dns_not_configured']);
    expect(outcome?.outputs.dns_outcome).toBe('skipped:dns_not_configured');
    expect(io.annotations).toMatchObject(annotations);
  });

  test.each([
    ['hostname', { canonical_hostname: 'other.prego.test' }],
    ['tenant', { tenant_id: 'other' }],
  ])("touches nothing where the %s is not the job's", async (_, wrong) => {
    const mark = await sandbox.mark();
    const { error } = await run(null, { ...cloudflare(), ...wrong });
    expect(error).toMatchObject({ code: 'invalid_inputs' });
    expect(await sandbox.changesSince(mark)).toEqual([]);
  });
});
