import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditPage } from '@prego/contracts';
import { ControlPlane } from '../testing/control-plane.ts';
import { launchToken } from '../testing/story-rows.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});

const ROWS = [
  { at: 100, actor: 'gateway', action: 'tenant.created', tenant_id: 'acme', job_id: 'job_a', data: '{"tier":"basic"}' },
  { at: 300, actor: 'operator', action: 'job.cancelled', tenant_id: 'acme', job_id: 'job_a' },
  // Written after the one above, by a request that began before it.
  { at: 200, actor: 'system sweep', action: 'node.failed', node_id: 'sg-s-22222222' },
  { at: 300, actor: 'operator', action: 'job.retried', tenant_id: 'other', job_id: 'job_b', request_id: 'req-1' },
  { at: 400, actor: 'operator', action: 'node.cordoned', node_id: 'sg-s-22222222' },
];
beforeEach(async () => {
  await cp.clear();
  await cp.insert('audit', ...ROWS);
});

const audit = (query = '') => cp.get(`/internal/audit?${query}`);
const actions = async (query = '') => (await audit(query)).body.items.map(({ action }: { action: string }) => action);
const NEWEST_FIRST = ['node.cordoned', 'job.retried', 'job.cancelled', 'node.failed', 'tenant.created'];

describe('the audit', () => {
  test('stands newest first, by when it was done', async () => {
    const { body } = await audit();
    expect(AuditPage.parse(body)).toEqual(body);
    expect(await actions()).toEqual(NEWEST_FIRST);
    expect(body.items[1]).toMatchObject({ actor: 'operator', job_id: 'job_b', request_id: 'req-1', data: {} });
    expect(body.items[4]).toMatchObject({ data: { tier: 'basic' }, node_id: null });
  });

  test.each([
    ['tenant_id=acme', ['job.cancelled', 'tenant.created']],
    ['job_id=job_b', ['job.retried']],
    ['node_id=sg-s-22222222', ['node.cordoned', 'node.failed']],
    ['actor=operator', ['node.cordoned', 'job.retried', 'job.cancelled']],
    ['action=node.failed', ['node.failed']],
    ['since=300', ['node.cordoned', 'job.retried', 'job.cancelled']],
    ['actor=operator&tenant_id=acme', ['job.cancelled']],
    ['actor=operator&since=301', ['node.cordoned']],
    ['tenant_id=gone', []],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await actions(query)).toEqual(expected);
  });

  test.each([1, 2, 4, 5, 200])('is read whole in pages of %i, each row once', async (limit) => {
    const found: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await audit(`limit=${limit}${cursor && `&cursor=${cursor}`}`);
      expect(body.items.length).toBeLessThanOrEqual(limit);
      found.push(...body.items.map(({ action }: { action: string }) => action));
      if (body.next_cursor === null) break;
      cursor = body.next_cursor;
    }
    expect(found).toEqual(NEWEST_FIRST);
  });

  test('a page keeps its place while new rows come', async () => {
    const first = await audit('limit=2');
    await cp.insert('audit', { at: 500, actor: 'operator', action: 'late' });
    expect(await actions(`limit=3&cursor=${first.body.next_cursor}`)).toEqual(NEWEST_FIRST.slice(2));
  });

  test.each(['cursor=7', 'cursor=a.b', 'limit=0', 'limit=201', 'since=never', 'node_id=n', 'actor='])(
    'is refused for %s',
    async (query) => {
      expect(await audit(query)).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
    },
  );

  test('is for operators', async () => {
    expect((await cp.call('GET', '/internal/audit', { as: 'nobody' })).status).toBe(401);
    expect((await cp.call('GET', '/internal/audit', { as: { token: await launchToken() } })).status).toBe(403);
  });
});

test('a page of few among many reads few rows', async () => {
  await cp.env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
     INSERT INTO audit (at, actor, action, tenant_id) SELECT 1000 + i, 'operator', 'x', 't' || (i % 1000) FROM n`,
  ).run();
  const rowsRead = async (where: string, ...values: unknown[]) => {
    const sql = `SELECT * FROM audit WHERE ${where} ORDER BY at DESC, audit_id DESC LIMIT 51`;
    const { meta } = await cp.env.DB.prepare(sql)
      .bind(...values)
      .all();
    return meta.rows_read;
  };
  expect(await rowsRead('tenant_id = ?', 't7')).toBeLessThanOrEqual(10);
  expect(await rowsRead('at >= ?', 5990)).toBeLessThanOrEqual(60);
  expect(await rowsRead('(at, audit_id) < (?, ?)', 3000, 2005)).toBeLessThanOrEqual(110);
});
