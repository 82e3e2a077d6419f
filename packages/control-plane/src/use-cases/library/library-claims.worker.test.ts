import { describe, expect, test } from '@jest/globals';
import { LibraryWork } from '@prego/contracts';
import { seedProvision } from '../../testing/job-world.ts';
import { libraryBench } from '../../testing/library-bench.ts';
import { ASKED, MADE, MANIFEST, PASSWORD, reportOf } from '../../testing/library-rows.ts';

const bench = libraryBench();

describe('a claim', () => {
  test('answers the template as it was, the names, the secrets, and what may be tried now', async () => {
    await bench.reportInventory();
    const { job_id } = await bench.seed();
    const { library, kind, nodes, inputs } = await bench.claimed(job_id);
    expect(LibraryWork.strict().safeParse(library).error).toBeUndefined();
    expect({ kind, nodes, tenant: inputs.tenant_id }).toEqual({ kind: 'library_provision', nodes: [], tenant: '' });
    expect(library).toMatchObject({
      ...{ template: MANIFEST.id, template_version: '1.2.3', name: 'My shop', image: 'debian-13', resources: [] },
      network: { id: 1, subnet: '10.0.1.0/24', network_zone: 'eu-central' },
      ...{ ssh_keys: [7], values: ASKED.values, secrets: { admin_password: PASSWORD } },
    });
    const servers = library.servers.map(({ key, name, volume_gb }: Record<string, unknown>) => [key, name, volume_gb]);
    expect(servers).toEqual([
      ['app', 'shop-app', null],
      ['db', 'shop-db', 20],
    ]);
    expect(library.servers[0].ports).toEqual([{ protocol: 'tcp', port: 443, from: 'anywhere' }]);
    expect(library.servers[1].cloud_init).toContain('postgresql');
    // cx33 is sold in two locations of the zone; the one that was asked for comes first.
    expect(library.offers).toEqual([
      { server_type: 'cx33', location: 'fsn1' },
      { server_type: 'cx33', location: 'hel1' },
    ]);
  });

  test('goes by what is sold out when it is made, not when it was asked for', async () => {
    await bench.reportInventory();
    const { job_id } = await bench.seed();
    await bench.seen('unavailable_offers', [{ server_type: 'cx33', location: 'fsn1', ttl_s: 3600 }]);
    const { library } = await bench.claimed(job_id);
    expect(library.offers[0]).toEqual({ server_type: 'cx33', location: 'hel1' });
  });

  test('tries what was asked for, should automation no longer see it sold anywhere', async () => {
    const { job_id } = await bench.seed();
    expect((await bench.claimed(job_id)).library.offers).toEqual([{ server_type: 'cx33', location: 'fsn1' }]);
  });

  test('whose password no key opens is not made: it is no look, nothing is billed, and the key put back it goes on', async () => {
    await bench.reportInventory();
    const { provisioning_id, job_id } = await bench.seed();
    const { secrets } = await bench.row(provisioning_id);
    await bench.sql(
      `UPDATE library_provisionings SET secrets = '{"admin_password":"v1.${'A'.repeat(16)}.${'A'.repeat(24)}"}'`,
    );
    await expect(bench.claimed(job_id)).rejects.toThrow('LIBRARY_SECRETS_KEY_PREVIOUS');
    expect(await bench.cp.rows('SELECT claimed_at FROM job_attempts WHERE claimed_at IS NOT NULL')).toEqual([]);
    expect(await bench.cp.rows("SELECT 1 FROM audit WHERE action = 'library.secret_shown'")).toEqual([]);
    await bench.sql('UPDATE library_provisionings SET secrets = ?', secrets);
    expect((await bench.job(job_id, 'claim')).body.library.secrets).toEqual({ admin_password: PASSWORD });
  });

  test('of a return knows the resources, makes nothing, and opens no secret: it works with the key lost', async () => {
    await bench.reportInventory();
    const seeded = await bench.provisioned();
    const { body } = await bench.askReturn(seeded.provisioning_id, 'My shop');
    const { library } = await bench.claimed(body.job_id);
    expect(library).toMatchObject({ offers: [], resources: MADE });
    expect(library.secrets).toEqual({});
  });

  test('of any other job has nothing of the library; of this the list of jobs says what it is about', async () => {
    const { job_id, provisioning_id } = await bench.seed();
    await seedProvision(bench.cp, 'acme');
    expect((await bench.claimed('job_acme')).library).toBeNull();
    const { items } = (await bench.cp.get('/internal/provision-jobs')).body;
    const about = items.map((job: Record<string, unknown>) => [job.job_id, job.provisioning_id]);
    expect(about.toSorted()).toEqual([
      [job_id, provisioning_id],
      ['job_acme', null],
    ]);
  });
});

describe('the servers of a provisioning', () => {
  const server = { id: 101, name: 'shop-app', status: 'running', server_type: 'cx33', location: 'fsn1' };
  const volume = { id: 201, name: 'shop-db', location: 'fsn1', size_gb: 20 };
  /** Why they are orphans once automation has seen them in a stack. */
  const orphans = async (job_id: string, stack: string) => {
    const seen = { stack, labels: { 'managed-by': 'prego', 'job-id': job_id } };
    await bench.seen('volumes', [{ ...volume, ...seen }]);
    await bench.seen('servers', [{ ...server, ...seen }]);
    const { items } = (await bench.cp.get('/internal/inventory?kind=orphans')).body;
    return items.map(({ kind, reason }: Record<string, unknown>) => `${kind} ${reason}`).toSorted();
  };
  const ALL = ['server not_registered', 'volume not_registered'];

  test('are no orphans while it lives, and are once it is returned', async () => {
    const { provisioning_id, job_id, stack } = await bench.provisioned();
    expect(await orphans(job_id, stack)).toEqual([]);
    await bench.ends(await bench.returning({ provisioning_id }), { status: 'completed', library: reportOf([]) });
    expect(await orphans(job_id, stack)).toEqual(ALL);
  });

  test('are none while its return has failed, and are once it is off the list, as are those of no provisioning', async () => {
    const { provisioning_id, job_id, stack } = await bench.returnFailed({}, MADE);
    expect(await orphans(job_id, stack)).toEqual([]);
    await bench.askDelete(provisioning_id, 'My shop');
    expect(await orphans(job_id, stack)).toEqual(ALL);
    expect(await orphans(job_id, 'library-unknown')).toEqual(ALL);
  });
});
