import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RecordedDns } from '@prego/contracts';
import { ActionError } from '../errors.ts';
import { CloudflareSandbox } from '../testing/cloudflare-sandbox.ts';
import type { WantedRecord } from './decide-record.ts';
import { deleteTenantRecord, ensureTenantRecord, readTenantRecord } from './tenant-record.ts';

let sandbox: CloudflareSandbox;
let wanted: WantedRecord;
let said: string[];
let count = 0;

beforeAll(async () => {
  sandbox = await CloudflareSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  count++;
  said = [];
  wanted = {
    tenantId: `tenant-${count}`,
    zoneId: sandbox.zoneId,
    name: `t${count}.${sandbox.connection.cloudflare_zone}`,
    content: '192.0.2.1',
    proxied: true,
  };
});
afterEach(() => sandbox.clearFaults());

const patience = (signal = new AbortController().signal) => ({ signal, say: (line: string) => void said.push(line) });

const ensure = (recorded: RecordedDns | null = null, changed: Partial<WantedRecord> = {}, signal?: AbortSignal) =>
  ensureTenantRecord(sandbox.access, { ...wanted, ...changed }, { recorded, jobId: 'job_1' }, patience(signal));

const remove = (recorded: RecordedDns | null) => {
  const { tenantId, name, zoneId } = wanted;
  return deleteTenantRecord(sandbox.access, { tenantId, name, zoneId }, recorded, patience());
};

const here = () => sandbox.records(wanted.name);

async function refusal(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ActionError)) throw new Error('it was not refused', { cause: error });
  return error;
}

describe('the record of a tenant', () => {
  test('is created with what was asked for, and the second run changes nothing', async () => {
    const first = await ensure();
    expect(first).toMatchObject({ outcome: 'created', recorded: { zone_id: sandbox.zoneId, content: '192.0.2.1' } });
    const comment = `prego tenant=${wanted.tenantId} job=job_1`;
    expect(await here()).toMatchObject([{ type: 'A', content: '192.0.2.1', proxied: true, comment }]);

    const mark = await sandbox.mark();
    expect(await ensure(first.recorded)).toEqual({ outcome: 'unchanged', recorded: first.recorded });
    expect(await sandbox.changesSince(mark)).toEqual([]);
  });

  test('is updated in place when its host or its proxying has changed', async () => {
    const { recorded } = await ensure();
    const moved = await ensure(recorded, { content: '192.0.2.2', proxied: false });
    expect(moved).toEqual({ outcome: 'updated', recorded: { ...recorded, content: '192.0.2.2' } });
    expect(await here()).toMatchObject([{ id: recorded.record_id, content: '192.0.2.2', proxied: false }]);
  });

  test('is adopted when the run that made it could not report it', async () => {
    const { recorded } = await ensure();
    const mark = await sandbox.mark();
    expect(await ensure(null)).toEqual({ outcome: 'adopted', recorded });
    expect(await sandbox.changesSince(mark)).toEqual([]);
  });

  test('is made anew when somebody has deleted it', async () => {
    const { recorded } = await ensure();
    await sandbox.remove(recorded.record_id);
    expect((await ensure(recorded)).outcome).toBe('created');
  });

  test.each([
    ['an A record with the same address', { type: 'A', content: '192.0.2.1' }],
    ["another tenant's", { type: 'A', content: '192.0.2.9', comment: 'prego tenant=somebody job=job_9' }],
    ['a CNAME', { type: 'CNAME', content: 'elsewhere.example' }],
    ['an AAAA', { type: 'AAAA', content: '2001:db8::1' }],
  ])('is refused where somebody else has the name: %s', async (_, other) => {
    const id = await sandbox.add({ name: wanted.name, ...other });
    const mark = await sandbox.mark();
    const error = await refusal(ensure());
    expect(error).toMatchObject({ code: 'dns_taken', message: expect.stringContaining(id) });
    expect(error.message).toContain(other.content);
    expect(await sandbox.changesSince(mark)).toEqual([]);
  });

  test('is refused outside its zone, before anything is changed', async () => {
    const mark = await sandbox.mark();
    for (const name of ['acme.elsewhere.example', `not${sandbox.connection.cloudflare_zone}`]) {
      expect(await refusal(ensure(null, { name }))).toMatchObject({
        code: 'dns_failed',
        message: expect.stringContaining(`does not lie in the zone ${sandbox.connection.cloudflare_zone}`),
      });
    }
    expect(await sandbox.changesSince(mark)).toEqual([]);
  });

  test('is refused with a token that is none, which is not shown', async () => {
    const token = 'x'.repeat(40);
    const error = await refusal(
      ensureTenantRecord({ ...sandbox.access, token }, wanted, { recorded: null, jobId: 'job_1' }, patience()),
    );
    expect(error).toMatchObject({ code: 'dns_failed', remedy: expect.stringContaining('DNS:Edit') });
    expect(`${error.message} ${error.remedy} ${error.detail}`).not.toContain(token);
  });

  test('is read as it now is', async () => {
    const { recorded } = await ensure();
    const read = () => readTenantRecord(sandbox.access, recorded, wanted.name, patience());
    await sandbox.add({ type: 'TXT', name: wanted.name, content: '"a word"' });
    expect(await read()).toMatchObject({ record: { content: '192.0.2.1' }, others: [] });
    await sandbox.add({ type: 'A', name: wanted.name, content: '192.0.2.9' });
    expect(await read()).toMatchObject({ record: { content: '192.0.2.1' }, others: [{ content: '192.0.2.9' }] });
    await sandbox.remove(recorded.record_id);
    expect(await read()).toMatchObject({ record: undefined, others: [{ content: '192.0.2.9' }] });
  });
});

describe('when Cloudflare does not answer as it should', () => {
  test.each([
    ['the answer of a create is lost', { method: 'POST', drop: 'after' }, 'created', ['POST']],
    ['a create is lost on its way', { method: 'POST', drop: 'before' }, 'created', ['POST', 'POST']],
    ['a create fails inside', { method: 'POST', status: 500 }, 'created', ['POST', 'POST']],
    [
      'a create meets the rate limit',
      { method: 'POST', status: 429, headers: { 'retry-after': '1' } },
      'created',
      ['POST', 'POST'],
    ],
    ['a create is answered, but not by Cloudflare', { method: 'POST', status: 200 }, 'created', ['POST', 'POST']],
    ['a look fails twice', { method: 'GET', status: 503, count: 2 }, 'created', ['POST']],
  ] as const)('one record is made all the same: %s', async (_, fault, outcome, changes) => {
    const mark = await sandbox.mark();
    await sandbox.fault(fault);
    expect((await ensure()).outcome).toBe(outcome);
    expect(await here()).toHaveLength(1);
    expect(await sandbox.changesSince(mark)).toEqual(changes);
  });

  test('an update whose answer was lost is not sent again', async () => {
    const { recorded } = await ensure();
    const mark = await sandbox.mark();
    await sandbox.fault({ method: 'PATCH', path: '/*', drop: 'after' });
    expect(await ensure(recorded, { content: '192.0.2.2' })).toMatchObject({
      outcome: 'updated',
      recorded: { content: '192.0.2.2' },
    });
    expect(await sandbox.changesSince(mark)).toEqual(['PATCH']);
    expect(said.join('\n')).toContain('looking again');
  });

  test('what can not be found out is told as unknown, and the next run finds it', async () => {
    await sandbox.fault({ method: 'POST', drop: 'after' });
    await sandbox.fault({ method: 'GET', status: 500, skip: 1, count: 6 });
    expect(await refusal(ensure())).toMatchObject({ code: 'dns_unknown', remedy: expect.stringContaining('comment') });
    expect((await ensure()).outcome).toBe('adopted');
    expect(await here()).toHaveLength(1);
  });

  test('a refusal is told in its own words and not repeated', async () => {
    const mark = await sandbox.mark();
    await sandbox.fault({ method: 'POST', status: 400, message: 'DNS name is invalid.' });
    expect(await refusal(ensure())).toMatchObject({
      code: 'dns_failed',
      message: expect.stringContaining('DNS name is invalid.'),
    });
    expect(await sandbox.changesSince(mark)).toEqual(['POST']);
  });

  test('somebody who takes the name between our look and our create keeps it', async () => {
    await sandbox.fault({ method: 'POST', delay_ms: 1_000 });
    const work = refusal(ensure());
    await sandbox.faultsMet();
    await sandbox.add({ type: 'CNAME', name: wanted.name, content: 'elsewhere.example' });
    expect(await work).toMatchObject({ code: 'dns_taken', message: expect.stringContaining('elsewhere.example') });
    expect(await here()).toMatchObject([{ type: 'CNAME' }]);
  });

  test('a run that is cancelled in the middle says that the outcome is unknown, and the next one finds it', async () => {
    const cancel = new AbortController();
    await sandbox.fault({ method: 'POST', answer_delay_ms: 2_000 });
    const work = refusal(ensure(null, {}, cancel.signal));
    while ((await here()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    cancel.abort();
    expect(await work).toMatchObject({ code: 'cancelled', message: expect.stringContaining('is not known') });
    expect(said).toEqual([]);
    expect((await ensure()).outcome).toBe('adopted');
  });

  test('a pause that Cloudflare asks for is kept, and said', async () => {
    await sandbox.fault({ method: 'POST', status: 429, headers: { 'retry-after': '2' } });
    expect((await ensure()).outcome).toBe('created');
    expect(said).toEqual(['Cloudflare takes no more requests for now; looking again in 2 s.']);
  });

  test('a run that is cancelled while a look is repeated ends at once', async () => {
    const cancel = new AbortController();
    await sandbox.fault({ method: 'GET', status: 429, headers: { 'retry-after': '300' } });
    const work = refusal(ensure(null, {}, cancel.signal));
    await sandbox.faultsMet();
    cancel.abort();
    expect(await work).toMatchObject({ code: 'cancelled', message: expect.stringContaining('Nothing was changed') });
  });

  test('a run that is cancelled between two tries ends at once', async () => {
    const cancel = new AbortController();
    await sandbox.fault({ method: 'POST', status: 429, headers: { 'retry-after': '300' } });
    const work = refusal(
      ensureTenantRecord(
        sandbox.access,
        wanted,
        { recorded: null, jobId: 'job_1' },
        {
          signal: cancel.signal,
          say: () => cancel.abort(),
        },
      ),
    );
    expect(await work).toMatchObject({ code: 'cancelled', message: expect.stringContaining('Nothing was changed') });
  });
});

describe('the deletion', () => {
  test('takes the recorded record, and is done the second time', async () => {
    const { recorded } = await ensure();
    expect(await remove(recorded)).toBe('deleted');
    expect(await here()).toEqual([]);
    expect(await remove(recorded)).toBe('gone');
    expect(await remove(null)).toBe('gone');
  });

  test('refuses a record that leads elsewhere by now', async () => {
    const { recorded } = await ensure();
    await sandbox.change(recorded.record_id, { content: '192.0.2.9' });
    expect(await refusal(remove(recorded))).toMatchObject({
      code: 'dns_taken',
      message: expect.stringContaining('192.0.2.9'),
    });
    expect(await here()).toHaveLength(1);
  });

  test("leaves somebody else's record under the name", async () => {
    await sandbox.add({ type: 'A', name: wanted.name, content: '192.0.2.1' });
    expect(await remove(null)).toBe('gone');
    expect(await here()).toHaveLength(1);
  });

  test('takes the record that a dead run could not report', async () => {
    await ensure();
    expect(await remove(null)).toBe('deleted');
    expect(await here()).toEqual([]);
  });

  test.each([
    ['after its effect', 'after', ['DELETE']],
    ['before its effect', 'before', ['DELETE', 'DELETE']],
  ] as const)('is found out when its answer is lost %s', async (_, drop, changes) => {
    const { recorded } = await ensure();
    const mark = await sandbox.mark();
    await sandbox.fault({ method: 'DELETE', path: '/*', drop });
    expect(await remove(recorded)).toBe('deleted');
    expect(await here()).toEqual([]);
    expect(await sandbox.changesSince(mark)).toEqual(changes);
  });
});
