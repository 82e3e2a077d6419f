import { describe, expect, test } from '@jest/globals';
import { aServer, testCloud } from './testing.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBsWvhBv/p1zRRofX0Hm3YSXJAKtsMANsJEpw2zcgZnG';
const OTHER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIN0APSWRP5Za5bHzBeAomUZQwioLDuD0a1TtwP0vaAZu';

describe('SSH keys', () => {
  test('are made, found by name and fingerprint, renamed and deleted', async () => {
    const { call } = testCloud();
    const made = await call('POST', '/ssh_keys', { name: 'one', public_key: KEY, labels: { a: '1' } });
    expect(made.status).toBe(201);
    const { id, fingerprint } = made.body.ssh_key as unknown as { id: number; fingerprint: string };
    expect(made.body.ssh_key).toEqual({
      id,
      name: 'one',
      fingerprint,
      public_key: KEY,
      labels: { a: '1' },
      created: '2026-11-21T01:00:00+00:00',
    });
    for (const query of ['name=one', `fingerprint=${fingerprint}`, 'label_selector=a']) {
      expect((await call('GET', `/ssh_keys?${query}`)).body.ssh_keys).toEqual([made.body.ssh_key]);
    }
    expect((await call('GET', '/ssh_keys?fingerprint=00')).body.ssh_keys).toEqual([]);
    const renamed = await call('PUT', `/ssh_keys/${id}`, { name: 'two' });
    expect(renamed.body.ssh_key).toEqual({ ...made.body.ssh_key, name: 'two' });
    expect((await call('DELETE', `/ssh_keys/${id}`)).status).toBe(204);
    expect((await call('GET', `/ssh_keys/${id}`)).body.error.code).toBe('not_found');
  });

  test.each([
    ['the same key', { name: 'other', public_key: KEY }, 409, 'uniqueness_error'],
    ['the same key with another comment', { name: 'other', public_key: `${KEY} else` }, 409, 'uniqueness_error'],
    ['the same name', { name: 'one', public_key: OTHER }, 409, 'uniqueness_error'],
    ['no key', { name: 'other' }, 422, 'invalid_input'],
    ['what is no key', { name: 'other', public_key: 'ssh-rsa nonsense' }, 422, 'invalid_input'],
    ['no name', { public_key: OTHER }, 422, 'invalid_input'],
    ['an empty name', { name: ' ', public_key: OTHER }, 422, 'invalid_input'],
    ['a name of 129 characters', { name: 'x'.repeat(129), public_key: OTHER }, 422, 'invalid_input'],
  ])('are refused with %s', async (_what, body, status, code) => {
    const { call } = testCloud();
    await call('POST', '/ssh_keys', { name: 'one', public_key: KEY });
    const refused = await call('POST', '/ssh_keys', body);
    expect([refused.status, refused.body.error.code]).toEqual([status, code]);
    expect(refused.body.error.details).toMatchObject({ fields: [{ name: expect.any(String) }] });
  });

  test('spare a server the root password', async () => {
    const { call } = testCloud();
    await call('POST', '/ssh_keys', { name: 'one', public_key: KEY });
    const made = await call('POST', '/servers', aServer('a', { ssh_keys: ['one'] }));
    expect(made.body.root_password).toBeNull();
  });
});
