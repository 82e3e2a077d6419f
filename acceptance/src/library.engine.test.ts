import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { RevealedSecret } from '@prego/contracts';
import { killAction } from './testing/killing.ts';
import { Library } from './testing/library.ts';
import { openStopWorld } from './testing/stop-world.ts';
import { arm } from './testing/stops.ts';

/** Seconds each, and several times that where both cores are busy. */
jest.setTimeout(300_000);

let stage: Awaited<ReturnType<typeof openStopWorld>>;
let library: Library;
beforeAll(async () => {
  stage = await openStopWorld();
  library = await Library.open(stage.client);
});
afterAll(async () => {
  await stage.close();
});

/** Nothing of an earlier test is there any more: what is billed now is what this one has. */
const nothingBilled = async () => expect(await stage.client.billed()).toEqual([]);

test('each template that there is comes up, says how to get in, and leaves nothing billed when it is returned', async () => {
  const templates = await library.templates();
  expect(templates).toEqual(expect.arrayContaining(['dedicated-trio', 'forgejo', 'postgresql', 'shared-node']));
  for (const template of templates) {
    const { manifest } = await library.template(template);
    const begun = await library.provision(template, `${template}-one`);
    const up = await library.ended(begun, 'provisioned');
    expect(up.price.hourly).toBeGreaterThan(0);
    expect(up.cost_so_far).toBeGreaterThan(0);

    const info = await library.info(up.provisioning_id);
    const servers = info.resources.filter(({ kind }) => kind === 'server');
    expect(servers.map(({ name }) => name).sort()).toEqual(
      (await stage.client.servers()).map(({ name }) => name).sort(),
    );
    expect(servers).toHaveLength(manifest.servers.length);
    expect(info.resources.filter(({ kind }) => kind === 'volume')).toHaveLength(
      manifest.servers.filter(({ volume_gb }) => volume_gb !== undefined).length,
    );
    expect(info.outputs.map(({ name }) => name)).toEqual(manifest.outputs.map(({ name }) => name));
    for (const { value } of info.outputs) expect(value).not.toMatch(/[{}]/);

    const back = await library.giveBack(up.provisioning_id, `${template}-one`);
    await library.ended(back, 'returned');
    await nothingBilled();
    expect((await library.history(up.provisioning_id)).map(({ kind }) => kind)).toEqual([
      'provisioning_executed',
      'provisioning_completed',
      'return_executed',
      'return_completed',
    ]);
  }
}, 900_000);

test('its first password is another each time, is shown as often as one asks, and stands in no log', async () => {
  const seen = new Set<string>();
  for (const name of ['first', 'second']) {
    const up = await library.ended(await library.provision('postgresql', name), 'provisioned');
    const [secret] = (await library.info(up.provisioning_id)).secrets;
    const path = `/internal/library/provisionings/${up.provisioning_id}/secrets/${secret?.name}`;
    const { value } = await stage.client.internal('POST', path, RevealedSecret);
    expect(await stage.client.internal('POST', path, RevealedSecret)).toMatchObject({ value });
    seen.add(value);
    const looks = await stage.client.audited(`job_id=${up.job_id}&action=library.secret_shown`);
    expect(looks).toHaveLength(2);
    const run = await stage.client.runOf(up.job_id);
    expect(await stage.client.log(run?.id ?? 0)).not.toContain(value);
    for (const { event_id } of await library.history(up.provisioning_id)) {
      expect(await library.eventLog(event_id)).not.toContain(value);
    }
    await library.ended(await library.giveBack(up.provisioning_id, name), 'returned');
    await expect(stage.client.internal('POST', path, RevealedSecret)).rejects.toThrow(/404/);
  }
  expect(seen.size).toBe(2);
  await nothingBilled();
});

test('where there is no room in the chosen location another of its network zone is taken', async () => {
  const soldOut = { request: { method: 'POST', path: '/v1/servers' }, count: 1 };
  await stage.client.fault({ ...soldOut, status: 412, code: 'resource_unavailable' });
  const up = await library.ended(await library.provision('shared-node', 'elsewhere'), 'provisioned');
  await stage.client.noFaults();
  expect(up.location).not.toBe('fsn1');
  await library.ended(await library.giveBack(up.provisioning_id, 'elsewhere'), 'returned');
});

test('where there is room nowhere it fails with what was tried, is retried, and is there once there is', async () => {
  const soldOut = { request: { method: 'POST', path: '/v1/servers' }, count: 1000 };
  await stage.client.fault({ ...soldOut, status: 412, code: 'resource_unavailable' });
  const begun = await library.provision('shared-node', 'patient');
  const failed = await library.ended(begun, 'provision_failed');
  expect(failed.error_code).toBe('capacity_unavailable');
  expect(failed.may).toEqual({ retry: true, return: true, delete: false });
  await stage.client.noFaults();
  await stage.client.retry(begun.job_id);
  const up = await library.ended(begun, 'provisioned');
  await library.ended(await library.giveBack(up.provisioning_id, 'patient'), 'returned');
  await nothingBilled();
});

describe('a server that somebody has protected', () => {
  test('makes the return fail and is named with what it costs; unprotected it goes with the next one', async () => {
    const up = await library.ended(await library.provision('shared-node', 'kept'), 'provisioned');
    const [server] = await stage.client.servers();
    const protect = (on: boolean) =>
      stage.client.hetzner('POST', `/servers/${server?.id}/actions/change_protection`, { delete: on, rebuild: on });
    await protect(true);
    const failed = await library.ended(await library.giveBack(up.provisioning_id, 'kept'), 'return_failed');
    expect(failed.may).toEqual({ retry: true, return: true, delete: true });
    const { left_behind } = await library.info(up.provisioning_id);
    expect(left_behind).toContainEqual(
      expect.objectContaining({ kind: 'server', id: String(server?.id), name: 'kept' }),
    );
    await protect(false);
    await library.ended(await library.giveBack(up.provisioning_id, 'kept'), 'returned');
    await nothingBilled();
    await library.remove(up.provisioning_id, 'kept');
    await expect(library.provisioning(up.provisioning_id)).rejects.toThrow(/provisioning_not_found/);
    expect((await library.history(up.provisioning_id)).map(({ kind }) => kind)).toEqual([
      'provisioning_executed',
      'provisioning_completed',
      'return_executed',
      'return_failed',
      'return_executed',
      'return_completed',
      'status_deleted',
    ]);
  });
});

describe('an action that is killed', () => {
  let id: string;
  test('while it provisions is finished by the retry: each server was made once', async () => {
    const reached = await arm(stage, { cloud: { method: 'POST', path: '/v1/servers' }, when: 'after' });
    const begun = await library.provision('dedicated-trio', 'struck');
    await reached();
    await killAction(stage, begun.job_id);
    await library.ended(begun, 'provision_failed');
    await stage.client.retry(begun.job_id);
    id = (await library.ended(begun, 'provisioned')).provisioning_id;
    const made = (await stage.client.everMade()).filter((name) => name.startsWith('struck-'));
    expect(made.toSorted()).toEqual(['struck-app', 'struck-db', 'struck-redis']);
  });

  test('while it gives back leaves nothing after the retry', async () => {
    const reached = await arm(stage, { cloud: { method: 'DELETE', path: '/v1/servers/*' }, when: 'after' });
    const back = await library.giveBack(id, 'struck');
    await reached();
    await killAction(stage, back.job_id);
    await library.ended(back, 'return_failed');
    await stage.client.retry(back.job_id);
    await library.ended(back, 'returned');
    await nothingBilled();
  });
});

test('two who return the same at once get the same job', async () => {
  const up = await library.ended(await library.provision('shared-node', 'wanted'), 'provisioned');
  const both = await Promise.all([1, 2].map(() => library.giveBack(up.provisioning_id, 'wanted')));
  expect(both[0]?.job_id).toBe(both[1]?.job_id);
  await library.ended(both[0] as NonNullable<(typeof both)[0]>, 'returned');
  await nothingBilled();
});
