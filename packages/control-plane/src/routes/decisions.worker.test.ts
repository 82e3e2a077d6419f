import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DecisionPage, DecisionReplay } from '@prego/contracts';
import { snapshotOfBytes } from '@prego/placement-core';
import { ControlPlane } from '../testing/control-plane.ts';
import { until } from '../testing/job-world.ts';
import { emptyWorld, putNode, runTo, signUp } from '../testing/placement-world.ts';

const NODE = 'sg-s-2222bbbb';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => emptyWorld(cp));

/** The only decision, once its snapshot is put away. */
const kept = () =>
  until('the snapshot is kept', async () => {
    const [row] = await cp.rows<{ decision_id: string; snapshot_digest: string }>(
      'SELECT decision_id, snapshot_digest FROM allocation_decisions WHERE snapshot_digest IS NOT NULL',
    );
    return row && (await cp.env.BUCKET.head(`snapshots/${row.snapshot_digest}`)) ? row : undefined;
  });
const replayOf = async (decisionId: string) =>
  (await cp.get(`/internal/allocation-decisions/${decisionId}/replay`)).body;

describe('stored decisions', () => {
  test('of a tenant, page by page, newest first', async () => {
    for (let i = 0; i < 3; i++) {
      const { body } = await signUp(cp, 'acme', {}, `key-${i}`);
      await runTo(cp, body.job_id, 'failed');
    }
    const first = await cp.get('/internal/allocation-decisions?tenant_id=acme&limit=2');
    expect(DecisionPage.parse(first.body)).toEqual(first.body);
    const second = await cp.get(
      `/internal/allocation-decisions?tenant_id=acme&limit=2&cursor=${first.body.next_cursor}`,
    );
    expect(second.body.next_cursor).toBeNull();
    const jobs = [...first.body.items, ...second.body.items].map((item) => item.job_id);
    const newest = await cp.rows('SELECT job_id FROM provision_jobs ORDER BY created_at DESC');
    expect(jobs).toEqual(newest.map(({ job_id }) => job_id));
    expect(first.body.items[0]).toMatchObject({ tenant_id: 'acme', region: 'sg', thresholds: { memory_pct_max: 80 } });
  });

  test('of a job alone', async () => {
    const { body } = await signUp(cp, 'acme');
    await signUp(cp, 'other');
    const page = await cp.get(`/internal/allocation-decisions?job_id=${body.job_id}`);
    expect(page.body.items).toMatchObject([{ job_id: body.job_id, decision_reason: 'no_eligible_node' }]);
  });

  test('one by its id, with the tier that was asked for', async () => {
    const { body } = await signUp(cp, 'acme');
    await signUp(cp, 'other');
    const { items } = (await cp.get(`/internal/allocation-decisions?job_id=${body.job_id}`)).body;
    const one = await cp.get(`/internal/allocation-decisions?decision_id=${items[0].decision_id}`);
    expect(one.body).toEqual({ items, next_cursor: null });
    expect(one.body.items).toMatchObject([{ job_id: body.job_id, plan_tier: 'basic' }]);
  });

  test('by an id that is none of that tenant, none', async () => {
    const { body } = await signUp(cp, 'acme');
    const { items } = (await cp.get(`/internal/allocation-decisions?job_id=${body.job_id}`)).body;
    const none = await cp.get(`/internal/allocation-decisions?tenant_id=other&decision_id=${items[0].decision_id}`);
    expect(none.body).toEqual({ items: [], next_cursor: null });
  });

  test.each([
    ['of nobody in particular', ''],
    ['from behind another cursor', '?tenant_id=acme&cursor=1'],
    ['by what is no id', '?decision_id=dec_1'],
  ])('are not to be had %s', async (_, query) => {
    expect((await cp.get(`/internal/allocation-decisions${query}`)).body.error.code).toBe('invalid_request');
  });
});

describe('a replay', () => {
  test('holds by its rows and by its snapshot, beside what would be decided now', async () => {
    await putNode(cp, NODE, { capacity: 1 });
    await signUp(cp, 'acme');
    const { decision_id, snapshot_digest } = await kept();
    const body = await replayOf(decision_id);
    expect(DecisionReplay.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      recorded: { selected_node_id: NODE },
      from_rows: { agrees: true, outcome: { selected_node_id: NODE }, disagreements: [] },
      from_snapshot: { agrees: true, outcome: { selected_node_id: NODE }, nodes: 1 },
      today: { selected_node_id: null, decision_reason: 'no_eligible_node' },
    });
    const object = await cp.env.BUCKET.get(`snapshots/${snapshot_digest}`);
    const snapshot = snapshotOfBytes(new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer()));
    expect(snapshot.nodeIds).toEqual([NODE]);
    expect(snapshot.get(NODE)).toMatchObject({ region: 'sg', reservations: 0 });
  });

  test('says so where the stored rows say something else, and where the snapshot is gone', async () => {
    await putNode(cp, NODE);
    await signUp(cp, 'acme');
    const { decision_id, snapshot_digest } = await kept();
    await cp.env.BUCKET.delete(`snapshots/${snapshot_digest}`);
    await cp.rows(
      "UPDATE allocation_decisions SET decision = json_set(decision, '$.candidates[0].memory_pct', 99) WHERE decision_id = ?",
      decision_id,
    );
    const body = await replayOf(decision_id);
    expect(body.from_snapshot).toBeNull();
    expect(body.from_rows).toMatchObject({ agrees: false, outcome: { selected_node_id: null } });
    expect(body.from_rows.disagreements).toContainEqual({
      field: 'selected_node_id',
      recorded: NODE,
      replayed: null,
    });
  });

  test('does not trust a snapshot that is not what its name says', async () => {
    await signUp(cp, 'acme');
    const { decision_id, snapshot_digest } = await kept();
    await cp.env.BUCKET.put(`snapshots/${snapshot_digest}`, '{}');
    expect((await replayOf(decision_id)).from_snapshot).toBeNull();
  });

  test('is refused for a decision that there is not', async () => {
    expect((await replayOf(`dec_${'0'.repeat(26)}`)).error.code).toBe('not_found');
    expect((await replayOf('dec_1')).error.code).toBe('invalid_request');
  });
});
