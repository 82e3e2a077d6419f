import { describe, expect, test } from '@jest/globals';
import { crossFaults, type Given } from './cross-faults.ts';

const STACK = { hcloud_token: 'h'.repeat(64), pulumi_backend: 's3://state', pulumi_config_passphrase: 'pass' };
const OTHER_PROJECTS = { hcloud_token_us: 'u'.repeat(64), hcloud_token_eu: 'e'.repeat(64) };
const TARGET = { create_new_server: 'false', target_server_id: 'sg-s-7k2m9qxa' };
const NEW = { create_new_server: 'true', ...STACK };
const SKIPPED = { stage: 'prego_ui_step_08', status: 'skipped' };

/** `name wrong` of each fault. */
const faults = (command: string, given: Given, env: Record<string, string> = {}) =>
  crossFaults(command, given, env).map(({ input, wrong }) => `${input} ${wrong}`);

describe('inputs that go together', () => {
  test.each<[string, string, Given]>([
    ['a target', 'provision', TARGET],
    ['a target, though servers are to be made', 'provision', { ...TARGET, create_new_server: 'true' }],
    ['new servers with all that it takes', 'provision', NEW],
    ['new servers on Pulumi Cloud', 'provision', { ...NEW, pulumi_backend: undefined, pulumi_access_token: 'pul-1' }],
    ['a preview of all regions, of which two are projects of their own', 'preview', { ...STACK, ...OTHER_PROJECTS }],
    ['a preview of a tenant', 'preview', { ...STACK, region: 'eu', dedicated: 'true', tenant_id: 'acme' }],
    ['a preview of a new node', 'preview', { ...STACK, region: 'eu', job_id: 'job_1' }],
    ['an inventory', 'inventory', STACK],
    ['a step skipped for a reason', 'trace', { ...SKIPPED, reason: 'not_applicable' }],
    ['an own stage skipped for none', 'trace', { ...SKIPPED, stage: 'install.step' }],
    ['a check of a fixed address', 'complete', { check_url: 'https://acme.example.com/' }],
    ['a return, of which only the claim says what it needs', 'return', {}],
  ])('are no fault: %s', (_, command, given) => {
    expect(faults(command, given)).toEqual([]);
  });

  test.each(['PULUMI_CONFIG_PASSPHRASE', 'PULUMI_CONFIG_PASSPHRASE_FILE'])(
    'may have the passphrase in %s, even an empty one',
    (name) => {
      expect(faults('provision', { ...NEW, pulumi_config_passphrase: undefined }, { [name]: '' })).toEqual([]);
    },
  );
});

describe('inputs that do not go together', () => {
  test.each<[string, string, Given, string]>([
    [
      'no place at all',
      'provision',
      { create_new_server: 'false' },
      'target_server_id is missing, and create_new_server is false: there is no place for the tenant',
    ],
    ['new servers without a token', 'provision', { ...NEW, hcloud_token: undefined }, 'hcloud_token is missing'],
    [
      'a token with a character lost',
      'provision',
      { ...NEW, hcloud_token: 'h'.repeat(63) },
      'hcloud_token has 63 characters',
    ],
    [
      'new servers without a backend',
      'provision',
      { ...NEW, pulumi_backend: undefined },
      'pulumi_backend is missing, and so is pulumi_access_token',
    ],
    [
      'an own backend without a passphrase',
      'provision',
      { ...NEW, pulumi_config_passphrase: undefined },
      'pulumi_config_passphrase is missing: this backend leaves it to us to encrypt secrets',
    ],
    [
      'Pulumi Cloud without a token',
      'provision',
      { ...NEW, pulumi_backend: 'https://api.pulumi.com' },
      'pulumi_access_token is missing',
    ],
    ['a preview of nobody', 'preview', { dedicated: 'true', region: 'eu', ...STACK }, 'tenant_id is missing'],
    [
      'a preview of a tenant of no region',
      'preview',
      { dedicated: 'true', tenant_id: 'a', ...STACK },
      'region is missing',
    ],
    ['a preview of a node of no region', 'preview', { job_id: 'job_1', ...STACK }, 'region is missing'],
    [
      'a preview of a tenant that has no stack of its own',
      'preview',
      { tenant_id: 'acme', region: 'eu', ...STACK },
      'tenant_id is given without dedicated: true',
    ],
    [
      "a token of another project's, cut off",
      'inventory',
      { ...STACK, ...OTHER_PROJECTS, hcloud_token_eu: 'e' },
      'hcloud_token_eu has 1 characters',
    ],
    ['drift without a token', 'drift', { ...STACK, hcloud_token: undefined }, 'hcloud_token is missing'],
    ['an inventory without a token', 'inventory', { ...STACK, hcloud_token: undefined }, 'hcloud_token is missing'],
    ['a step skipped for no reason', 'trace', SKIPPED, 'reason is missing'],
    ['a check of no host', 'complete', { check_url: 'https://{hostname}/' }, 'canonical_hostname is missing'],
  ])('are a fault: %s', (_, command, given, fault) => {
    expect(faults(command, given)).toEqual([fault]);
  });

  test('are each a fault of its own', () => {
    expect(faults('provision', { create_new_server: 'true' })).toEqual([
      'hcloud_token is missing',
      'pulumi_backend is missing, and so is pulumi_access_token',
    ]);
  });
});
