import { expect, test } from '@jest/globals';
import { SECRET_INPUTS } from './schema.ts';
import { secretsIn } from './secrets.ts';

test('secrets are found whichever command they are given to, and nothing else is', () => {
  const given = Object.fromEntries(SECRET_INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, `secret of ${name}`]));
  expect(secretsIn({ ...given, INPUT_REGION: 'sg', PATH: '/bin', INPUT_TENANT_ID: 'acme' })).toEqual(
    SECRET_INPUTS.map((name) => `secret of ${name}`),
  );
});

test('those of the runner and the engine are found too', () => {
  expect(
    secretsIn({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a', PULUMI_CONFIG_PASSPHRASE: 'b', INPUT_HCLOUD_TOKEN: '  ' }),
  ).toEqual(['a', 'b']);
});

test('the password in an address is found, as it is spelled there and as it is', () => {
  expect(secretsIn({ INPUT_PULUMI_BACKEND: 'postgres://prego:p%40ss@db/state' })).toEqual(['p%40ss', 'p@ss']);
  expect(secretsIn({ INPUT_PULUMI_BACKEND: 'postgres://prego:100%@db/state' })).toContain('100%');
  expect(secretsIn({ HTTPS_PROXY: 'http://prego:way-out@proxy:3128' })).toContain('way-out');
  expect(secretsIn({ INPUT_PULUMI_BACKEND: 'no address', INPUT_CONTROL_PLANE_URL: 'https://c' })).toEqual([]);
});
