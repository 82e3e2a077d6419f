import { describe, expect, test } from '@jest/globals';
import { LibraryEventKind } from '@prego/contracts';
import { codeOf } from '../testing/fleet.ts';
import { moveClock } from '../testing/job-world.ts';
import { libraryBench } from '../testing/library-bench.ts';
import { MADE, reportOf, type SeededProvisioning } from '../testing/library-rows.ts';

const bench = libraryBench();
const DAY = 86_400_000;

/** One that has gone through all that there is, and another that is only made. */
async function longLife(): Promise<SeededProvisioning> {
  await bench.seed({ name: 'Second', server_prefix: 'second' });
  const failed = await bench.failed({}, []);
  await bench.job(failed.job_id, 'retry');
  await bench.claimed(failed.job_id);
  await bench.ends(failed.job_id, { status: 'completed', library: reportOf(MADE) });
  const job_id = await bench.returning(failed);
  await bench.ends(job_id, { status: 'failed', error: { code: 'PROTECTED', message: 'still protected' } });
  await bench.job(job_id, 'retry');
  await bench.claimed(job_id);
  await bench.ends(job_id, { status: 'completed', library: reportOf([]) });
  await bench.askDelete(failed.provisioning_id, 'My shop');
  return failed;
}

const list = async (query = '') => (await bench.get(`/history?${query}`)).body;
const idOf = ({ event_id }: { event_id: number }) => event_id;
const kindsOf = ({ items }: { items: { kind: string }[] }) => items.map(({ kind }) => kind);

describe('the history', () => {
  test('has every event of the seven kinds, newest first, with who, which job and which attempt', async () => {
    const { provisioning_id, job_id } = await longLife();
    const { items, next_cursor } = await list();
    expect(next_cursor).toBeNull();
    expect(kindsOf({ items })).toEqual([
      ...['status_deleted', 'return_completed', 'return_executed', 'return_failed', 'return_executed'],
      ...['provisioning_completed', 'provisioning_executed', 'provisioning_failed', 'provisioning_executed'],
      'provisioning_executed',
    ]);
    expect(new Set(kindsOf({ items }))).toEqual(new Set(LibraryEventKind.options));
    expect(items.at(-2)).toMatchObject({ provisioning_id, job_id, attempt: 1, by: 'operator alice', name: 'My shop' });
    expect(items.at(-3)).toMatchObject({ error_code: 'CAPACITY_EXHAUSTED', by: 'operator alice', attempt: 1 });
    expect(items.at(-5)).toMatchObject({
      kind: 'provisioning_completed',
      by: 'operator',
      attempt: 2,
      error_code: null,
    });
    expect(items[3]).toMatchObject({ error_code: 'PROTECTED', error_message: 'still protected', log: 'kept' });
    expect(items[0].template_name).toEqual({ en: 'Two servers', ko: 'Two servers (ko)' });
  });

  test('is filtered by kind, template, provisioning, person, part of a name and time, and by several at once', async () => {
    const { provisioning_id } = await longLife();
    expect(kindsOf(await list('kind=return_executed'))).toHaveLength(2);
    expect((await list('template=two-servers')).items).toHaveLength(10);
    expect((await list('template=postgresql')).items).toEqual([]);
    expect((await list(`provisioning_id=${provisioning_id}`)).items).toHaveLength(9);
    expect((await list('by=operator%20alice')).items).toHaveLength(3);
    expect((await list('q=SECO')).items).toHaveLength(1);
    expect((await list('q=%25')).items).toEqual([]);
    expect((await list('kind=provisioning_executed&by=operator%20alice&q=shop')).items).toHaveLength(1);
    // As many as there are, a second from one to the next: what is asked for begins with `after` and ends below `before`.
    await bench.sql(
      'UPDATE library_events SET at = 1000 * (SELECT COUNT(*) FROM library_events e WHERE e.event_id <= library_events.event_id)',
    );
    const timesOf = async (query: string) => (await list(query)).items.map(({ at }: { at: number }) => at / 1000);
    expect(await timesOf('after=4000')).toEqual([10, 9, 8, 7, 6, 5, 4]);
    expect(await timesOf('before=4000')).toEqual([3, 2, 1]);
    expect(await timesOf('after=4000&before=7000')).toEqual([6, 5, 4]);
    expect(await timesOf('after=4001&before=5000')).toEqual([]);
  });

  test('has every event once, page by page, also where several happened in one millisecond', async () => {
    await longLife();
    await bench.sql('UPDATE library_events SET at = 5 WHERE event_id % 3 > 0');
    const whole = (await list()).items.map(({ event_id }: { event_id: number }) => event_id);
    const seen: number[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ event_id }: { event_id: number }) => event_id));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(whole);
  });

  test('has every event once, page by page, also of what is filtered', async () => {
    await longLife();
    for (const filter of ['kind=return_executed', 'by=operator', 'q=shop', 'template=two-servers&after=1']) {
      const whole = (await list(filter)).items;
      expect(whole.length).toBeGreaterThan(1);
      const seen: unknown[] = [];
      for (let cursor = ''; ; ) {
        const { items, next_cursor } = await list(`${filter}&limit=1${cursor && `&cursor=${cursor}`}`);
        seen.push(...items);
        if (next_cursor === null) break;
        cursor = next_cursor;
      }
      expect(seen).toEqual(whole);
    }
  });

  test('a cursor of another filter shows nothing that this one would not', async () => {
    await longLife();
    const { next_cursor } = await list('limit=1');
    const page = await list(`kind=return_failed&cursor=${next_cursor}`);
    expect(kindsOf(page)).toEqual(['return_failed']);
    for (const cursor of ['x', '1', '1.2.3', '-1.2', 'all.1.job_a', `${'9'.repeat(20)}.1`, "1.1'"]) {
      expect(codeOf(await bench.get(`/history?cursor=${encodeURIComponent(cursor)}`))).toBe('invalid_request');
    }
  });

  test('names the person who cancelled, not only who had asked', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.job(job_id, 'cancel');
    expect((await list()).items[0]).toMatchObject({
      ...{ kind: 'provisioning_failed', provisioning_id, by: 'operator', error_code: 'cancelled_by_operator' },
      log: 'none',
    });
  });
});

describe('the log of an event', () => {
  const logOf = (event_id: number, query = '') => bench.get(`/history/${event_id}/log${query}`);
  const put = (job_id: string, seq: number, text: string) =>
    bench.cp.harness.fetch(`/internal/provision-jobs/${job_id}/attempts/1/log/${seq}`, {
      ...{ method: 'PUT', body: text },
      headers: { authorization: 'Bearer operator-key-of-the-tests-0123456789', 'content-type': 'text/plain' },
    });
  const logOfAttempt = (job_id: string) => bench.cp.get(`/internal/provision-jobs/${job_id}/attempts/1/log`);
  const keysOfLogs = async () => (await bench.cp.env.BUCKET.list({ prefix: 'logs/' })).objects.map(({ key }) => key);

  test('is that of its run, and comes as a file where that is asked for', async () => {
    const { provisioning_id, job_id } = await bench.provisioned();
    await put(job_id, 0, 'one\n');
    await put(job_id, 1, 'two\n');
    const [executed, completed] = (await bench.events(provisioning_id)).map(({ event_id }) => Number(event_id));
    expect(await logOf(executed as number)).toMatchObject({ status: 200, body: 'one\ntwo\n' });
    const file = await logOf(completed as number, '?download=1');
    expect(file.body).toBe('one\ntwo\n');
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${job_id}-attempt-1.log"`);
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('is kept for 15 days from the event on, then the answer says when it went, and the sweep takes it from R2', async () => {
    const { provisioning_id, job_id } = await bench.provisioned();
    await put(job_id, 0, 'one\n');
    const [event] = (await bench.events(provisioning_id)).slice(-1);
    const event_id = Number(event?.event_id);
    const gone = Number(event?.at) + 15 * DAY;
    const shown = (await list()).items[0];
    expect(shown).toMatchObject({ event_id, log: 'kept', log_kept_until: gone });

    await moveClock(bench.cp, gone - Date.now() - 60_000);
    await bench.cp.sweep();
    expect(await logOf(event_id)).toMatchObject({ status: 200, body: 'one\n' });
    expect(await logOfAttempt(job_id)).toMatchObject({ status: 200, body: 'one\n' });

    // The sweep may leave it in R2 for a while, but nobody reads it there any more: not by its event, not by its job.
    for (const later of [1_000, DAY / 2, 2 * DAY]) {
      await moveClock(bench.cp, gone - Date.now() + later);
      await bench.cp.sweep();
      for (const answer of [await logOf(event_id), await logOfAttempt(job_id)]) {
        expect([answer.status, codeOf(answer)]).toEqual([410, 'log_gone']);
        expect(answer.body.error.message).toContain(`was kept until ${new Date(gone).toISOString()}.`);
      }
      expect((await list()).items[0]).toMatchObject({ event_id, log: 'gone', log_kept_until: gone });
    }
    expect(await keysOfLogs()).toEqual([]);
  });

  test('of a run that took hours is whole until the 15 days of its end are over', async () => {
    const { provisioning_id, job_id } = await bench.provisioned();
    await put(job_id, 0, 'begun long before\n');
    const end = Date.now() + 6 * 3_600_000;
    await bench.sql("UPDATE library_events SET at = ? WHERE kind = 'provisioning_completed'", end);
    await bench.sql('UPDATE job_attempts SET ended_at = ?', end);
    const [, completed] = (await bench.events(provisioning_id)).map(({ event_id }) => Number(event_id));
    await moveClock(bench.cp, end + 15 * DAY - 60_000 - Date.now());
    await bench.cp.sweep();
    expect(await logOf(completed as number)).toMatchObject({ status: 200, body: 'begun long before\n' });
  });

  test('is none of an event without a run, now and after its 15 days, or that is not there', async () => {
    const seeded = await bench.seed();
    await bench.job(seeded.job_id, 'cancel');
    const { provisioning_id } = await bench.returned({ name: 'Other', server_prefix: 'other' });
    await bench.askDelete(provisioning_id, 'Other');
    const { items } = await list();
    const isNone = ({ log }: { log: string }) => log === 'none';
    const none = items.filter(isNone);
    expect(kindsOf({ items: none }).toSorted()).toEqual([
      ...['provisioning_executed', 'provisioning_failed', 'status_deleted'],
    ]);
    for (const { event_id } of none) expect(codeOf(await logOf(event_id))).toBe('not_found');
    await moveClock(bench.cp, 16 * DAY);
    const later = (await list()).items;
    expect(later.filter(isNone).map(idOf)).toEqual(none.map(idOf));
    expect(new Set(later.map(({ log }: { log: string }) => log))).toEqual(new Set(['gone', 'none']));
    for (const { event_id } of none) expect(codeOf(await logOf(event_id))).toBe('not_found');
    expect(codeOf(await logOf(999_999))).toBe('not_found');
    expect((await bench.get('/history/0/log')).status).toBe(400);
    expect((await bench.get('/history/x/log')).status).toBe(400);
  });
});
