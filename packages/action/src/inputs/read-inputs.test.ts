import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../errors.ts';
import { COMMANDS, commandOf, INPUT_NAMES, readInputs } from './read-inputs.ts';
import { INPUTS_OF, SECRET_INPUTS } from './schema.ts';

/** As a runner hands inputs over. */
const env = (inputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));

const TENANT = {
  control_plane_url: 'https://control.example.com',
  job_id: 'job_1',
  tenant_id: 'acme',
  region: 'sg',
  subdomain_slug: 'acme',
  canonical_hostname: 'acme.example.com',
};
const TARGET = { ...TENANT, create_new_server: 'false', target_server_id: 'sg-s-7k2m9qxa' };
const STACK = { hcloud_token: 'h'.repeat(64), pulumi_backend: 's3://state', pulumi_config_passphrase: 'pass' };
const NEW = { ...TENANT, create_new_server: 'true', target_server_id: '', ...STACK };
const TRACE = {
  command: 'trace',
  control_plane_url: TENANT.control_plane_url,
  job_id: 'job_1',
  stage: 'prego_ui_step_08',
  status: 'done',
};

function refusal(given: Readonly<Record<string, string>>, more: Record<string, string> = {}): string {
  try {
    readInputs({ ...env(given), ...more });
  } catch (error) {
    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({ code: 'invalid_inputs' });
    return (error as ActionError).message;
  }
  throw new Error('nothing was refused');
}
const read = (given: Readonly<Record<string, string>>, more: Record<string, string> = {}) =>
  readInputs({ ...env(given), ...more });

describe('inputs that are all right', () => {
  test('are those of the command, as booleans and numbers, with what is empty left out', () => {
    const { inputs } = read({
      ...TARGET,
      attempt: '2',
      dedicated: '',
      ready_timeout_s: ' 30 ',
      authorized_keys: 'a\n\n b ',
    });
    expect(inputs).toMatchObject({
      command: 'provision',
      create_new_server: false,
      dedicated: false,
      target_server_id: 'sg-s-7k2m9qxa',
      attempt: 2,
      ready_timeout_s: 30,
      stack_timeout_s: 1_800,
      authorized_keys: ['a', 'b'],
    });
    expect(inputs).not.toHaveProperty('hcloud_token');
  });

  test('name the command, which is provision if nothing is said', () => {
    expect(commandOf({})).toBe('provision');
    expect(commandOf(env({ command: ' dns ' }))).toBe('dns');
    expect(commandOf(env({ command: 'destroy' }))).toBeUndefined();
  });

  test.each([['true'], ['false']])('have booleans spelled %s', (spelling) => {
    expect(read({ ...TARGET, dedicated: spelling }).inputs).toMatchObject({ dedicated: spelling === 'true' });
  });

  test('that belong together are asked for together', () => {
    expect(refusal({ ...TARGET, target_server_id: '', region: 'mars' })).toMatch(
      /^2 inputs .*\n- region: .*\n- target_server_id: /,
    );
  });

  test('may have a Pulumi token and no backend: then it is Pulumi Cloud', () => {
    const { pulumi_backend, pulumi_config_passphrase, ...rest } = NEW;
    const { inputs } = read({ ...rest, pulumi_access_token: 'pul-1' });
    expect(inputs).toMatchObject({ pulumi_backend: 'https://api.pulumi.com' });
  });

  test('may have the empty passphrase where it can not be a forgotten secret', () => {
    const { pulumi_config_passphrase, ...rest } = NEW;
    expect(read(rest, { PULUMI_CONFIG_PASSPHRASE: '' }).inputs).not.toHaveProperty('pulumi_config_passphrase');
  });

  test('say that a target wins over new servers', () => {
    const { inputs, notices } = read({ ...TARGET, create_new_server: 'true', dedicated: 'true' });
    expect(inputs).toMatchObject({ target_server_id: 'sg-s-7k2m9qxa' });
    expect(notices).toEqual([
      'A target always wins: the tenant goes to sg-s-7k2m9qxa, and create_new_server and dedicated is not heeded.',
    ]);
    expect(read(TARGET).notices).toEqual([]);
  });

  test('may have more than the command reads, with a warning; if that is empty, without', () => {
    const { warnings } = read({ ...TRACE, host_ipv4: '203.0.113.7', check_url: '', hcloud_token: 'x' });
    expect(warnings).toEqual([
      '`command: trace` does not read hcloud_token, host_ipv4: correct the command, or leave that out.',
    ]);
  });
});

describe('inputs that are wrong', () => {
  test('are listed all at once, each with what is accepted', () => {
    const message = refusal({
      ...TARGET,
      job_id: '',
      region: 'mars',
      create_new_server: 'yes',
      ready_timeout_s: '0',
      control_plane_url: 'x',
    });
    expect(message.split('\n').slice(0, -1)).toEqual([
      '5 inputs are missing or wrong; nothing was done.',
      '- control_plane_url: is not what it can be; accepted: an address that begins with http:// or https://',
      '- job_id: is missing; accepted: a job id is job_ and 1 to 59 letters, digits, _ or -',
      '- region: is "mars"; accepted: sg, us, eu',
      '- create_new_server: is "yes"; accepted: true, false',
      '- ready_timeout_s: is "0"; accepted: a whole number from 1 to 3600',
    ]);
  });

  test('never show a secret, nor an address in which one may stand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRET_INPUTS, 'pulumi_backend', 'control_plane_url', 'check_url'),
        fc.stringMatching(/^[!-~]{8,30}$/),
        (name, value) => {
          // Wrong as a whole, whatever this one is.
          expect(
            refusal({ ...NEW, command: 'provision', region: '?', hcloud_token: 'short', [name]: value }),
          ).not.toContain(value);
        },
      ),
    );
  });

  test.each(COMMANDS)('%s: are named each, if nothing at all is given', (command) => {
    const required = Object.entries(INPUTS_OF[command].shape)
      .filter(([name, schema]) => name !== 'command' && !schema.safeParse(undefined).success)
      .map(([name]) => name);
    // WireBoolean takes nothing for neither true nor false; GitHub sends none without a value.
    const message = refusal({ command });
    for (const name of required) expect(message).toContain(`- ${name}: is missing`);
  });

  test('have a command of the list', () => {
    expect(refusal({ command: 'destroy' })).toContain(`- command: is "destroy"; accepted: ${COMMANDS.join(', ')}\n`);
  });
});

test('names are those that a runner can hand over', () => {
  for (const name of INPUT_NAMES) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  expect(INPUT_NAMES).toEqual(expect.arrayContaining([...SECRET_INPUTS]));
});
