import { beforeEach, expect, test } from '@jest/globals';
import { codeOf } from '../testing/fleet.ts';
import { libraryBench } from '../testing/library-bench.ts';
import { MADE, reportOf } from '../testing/library-rows.ts';
import { bodyOf } from '../testing/library-wish.ts';

const bench = libraryBench();
beforeEach(() => bench.reportInventory());

/** A key of an operator's own, by name. */
async function keyOf(name: string): Promise<{ token: string; key_id: string }> {
  const { status, body } = await bench.cp.post('/internal/operator-keys', { name });
  expect([status, body.error]).toEqual([201, undefined]);
  return { token: body.key, key_id: body.key_id };
}

/** Makes one as alice, up to where its run has said that it is there. */
async function madeBy(alice: { token: string }): Promise<{ provisioning_id: string }> {
  const { body } = await bench.post('/provisionings', bodyOf(), alice);
  await bench.claimed(body.job_id);
  await bench.ends(body.job_id, { status: 'completed', library: reportOf(MADE) });
  return body;
}

test('the history and the audit name who did what, by the name of their key', async () => {
  const [alice, bob, carol] = [await keyOf('alice'), await keyOf('bob'), await keyOf('carol')];
  const { provisioning_id } = await madeBy(alice);
  expect(
    (await bench.post(`/provisionings/${provisioning_id}/secrets/database_password`, undefined, carol)).status,
  ).toBe(200);
  const { body } = await bench.askReturn(provisioning_id, 'Orders', bob);
  await bench.claimed(body.job_id);
  await bench.ends(body.job_id, { status: 'failed' });
  await bench.cp.call('POST', `/internal/provision-jobs/${body.job_id}/retry`, { as: carol, body: {} });
  await bench.claimed(body.job_id);
  await bench.ends(body.job_id, { status: 'completed', library: reportOf([]) });
  expect((await bench.askDelete(provisioning_id, 'Orders', alice)).status).toBe(204);

  const { items } = (await bench.get('/history')).body;
  expect(items.map(({ kind, by }: Record<string, unknown>) => `${kind}: ${by}`).toReversed()).toEqual([
    ...['provisioning_executed: operator alice', 'provisioning_completed: operator alice'],
    ...['return_executed: operator bob', 'return_failed: operator bob'],
    ...['return_executed: operator carol', 'return_completed: operator carol', 'status_deleted: operator alice'],
  ]);
  expect((await bench.get('/history?by=operator%20bob')).body.items).toHaveLength(2);
  const audit = await bench.cp.rows(
    "SELECT actor, action FROM audit WHERE action IN ('job.created', 'job.retried', 'library.secret_shown', 'library.status_deleted') AND actor <> 'operator' ORDER BY audit_id",
  );
  expect(audit).toEqual([
    { actor: 'operator alice', action: 'job.created' },
    { actor: 'operator carol', action: 'library.secret_shown' },
    { actor: 'operator bob', action: 'job.created' },
    { actor: 'operator carol', action: 'job.retried' },
    { actor: 'operator alice', action: 'library.status_deleted' },
  ]);
  expect((await bench.row(provisioning_id)).created_by).toBe('operator alice');
});

test('who cancels is named, not who had asked', async () => {
  const [alice, bob] = [await keyOf('alice'), await keyOf('bob')];
  const { body } = await bench.post('/provisionings', bodyOf(), alice);
  await bench.cp.call('POST', `/internal/provision-jobs/${body.job_id}/cancel`, { as: bob, body: {} });
  expect((await bench.get('/history')).body.items[0]).toMatchObject({
    kind: 'provisioning_failed',
    by: 'operator bob',
  });
});

test('who asks for a run to be cancelled is named once it has ended so', async () => {
  const [alice, bob] = [await keyOf('alice'), await keyOf('bob')];
  const { body } = await bench.post('/provisionings', bodyOf(), alice);
  await bench.claimed(body.job_id);
  await bench.sql('UPDATE job_attempts SET run_id = 9001 WHERE job_id = ?', body.job_id);
  // GitHub is not to be had here; that it was asked for is written down before.
  await bench.cp.call('POST', `/internal/provision-jobs/${body.job_id}/cancel`, { as: bob, body: {} });
  await bench.ends(body.job_id, { status: 'cancelled' });
  const [last] = (await bench.get('/history')).body.items;
  expect(last).toMatchObject({ kind: 'provisioning_failed', by: 'operator bob', error_code: 'run_cancelled' });
});

test('a key that is revoked does nothing more, and what it did keeps its name', async () => {
  const alice = await keyOf('alice');
  const { provisioning_id } = await madeBy(alice);
  await bench.cp.call('DELETE', `/internal/operator-keys/${alice.key_id}`);
  const refused = [
    await bench.askReturn(provisioning_id, 'Orders', alice),
    await bench.askDelete(provisioning_id, 'Orders', alice),
    await bench.post(`/provisionings/${provisioning_id}/secrets/database_password`, undefined, alice),
    await bench.post('/provisionings', bodyOf({ name: 'Other', server_prefix: 'other' }), alice),
  ];
  expect(new Set(refused.map(codeOf))).toEqual(new Set(['unauthorized']));
  expect((await bench.row(provisioning_id)).status).toBe('provisioned');
  expect((await bench.get('/history?by=operator%20alice')).body.items).toHaveLength(2);
  const looks = "SELECT 1 FROM audit WHERE action = 'library.secret_shown' AND actor <> 'operator'";
  expect(await bench.cp.rows(looks)).toEqual([]);
});
