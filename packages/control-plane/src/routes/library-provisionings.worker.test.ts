import { describe, expect, test } from '@jest/globals';
import { codeOf } from '../testing/fleet.ts';
import { libraryBench } from '../testing/library-bench.ts';
import { ASKED } from '../testing/library-rows.ts';

const bench = libraryBench();

describe('the list', () => {
  const list = async (query = '') => (await bench.get(`/provisionings?${query}`)).body;
  const namesOf = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);

  test('has everything that was not deleted, newest first, page by page', async () => {
    for (let i = 0; i < 5; i++) await bench.seed({ name: `Shop ${i}`, server_prefix: `shop${i}` });
    await bench.sql('UPDATE library_provisionings SET created_at = 5');
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...namesOf(page));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(['Shop 4', 'Shop 3', 'Shop 2', 'Shop 1', 'Shop 0']);
  });

  test('is filtered by status, template and part of a name', async () => {
    await bench.failed({ name: 'Orders', server_prefix: 'orders' });
    await bench.seed({ name: 'Bills 100%', server_prefix: 'bills' });
    expect(namesOf(await list('status=provision_failed'))).toEqual(['Orders']);
    expect(namesOf(await list('template=two-servers'))).toEqual(['Bills 100%', 'Orders']);
    expect(namesOf(await list('template=postgresql'))).toEqual([]);
    expect(namesOf(await list('q=bILLS'))).toEqual(['Bills 100%']);
    expect(namesOf(await list('q=%25'))).toEqual(['Bills 100%']);
    expect(namesOf(await list('q=_'))).toEqual([]);
    expect((await bench.get('/provisionings?status=gone')).status).toBe(400);
    for (const cursor of ['x', '1.2', '1.lib_1', "1.lib_'"]) {
      expect(codeOf(await bench.get(`/provisionings?cursor=${encodeURIComponent(cursor)}`))).toBe('invalid_request');
    }
  });

  test('shows nothing that is ours alone', async () => {
    const { provisioning_id } = await bench.seed({}, { idempotency_key: 'k-1' });
    const { body } = await bench.get(`/provisionings/${provisioning_id}`);
    expect(body).toMatchObject({
      attempt: 1,
      install_minutes: 3,
      inputs: ASKED,
      region: 'eu',
      trace_id: expect.any(String),
    });
    for (const name of ['secrets', 'request_hash', 'idempotency_key', 'template_as_run', 'deleted_at']) {
      expect(body).not.toHaveProperty(name);
    }
  });

  test('knows no provisioning by another id', async () => {
    expect(codeOf(await bench.get(`/provisionings/lib_${'0'.repeat(26)}`))).toBe('provisioning_not_found');
    for (const id of ['lib_1', 'LIB_', '..%2f', '%00']) {
      expect(['invalid_request', 'not_found']).toContain(codeOf(await bench.get(`/provisionings/${id}`)));
    }
  });
});
