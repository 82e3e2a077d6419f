import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Credentials } from './credentials.ts';
import { sharedNodeId } from './names.ts';
import type { CommonOptions } from './run-options.ts';
import { type Call, type Outcome, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { stackCli } from './testing/stack-cli.ts';

/** What docs/runbooks/rotate-tokens.md says, step by step. */
const UNCHANGED = { changes: { create: 0, import: 0, update: 0, replace: 0, delete: 0 } };
const SLOW = 60_000;

let sandbox: SandboxProcess;
let options: CommonOptions;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  options = sandbox.options;
  expect(await up('job_a')).not.toHaveProperty('code');
}, SLOW);
afterAll(() => sandbox?.stop());

function up(jobId: string, changed: Partial<CommonOptions> = {}): Promise<Outcome> {
  const { cloudflare_zone: zone, cloudflare_zone_id: zoneId } = sandbox.connection;
  const record = { name: `${sharedNodeId('sg', jobId)}.${zone}`, zoneId, proxied: false };
  const call = { operation: 'up', shared: { region: 'sg', add: [{ jobId, record }], access: {} } } as const;
  return runApart({ ...call, ...options, ...changed } satisfies Call);
}

/** What the vendor shows once: a new token, with the old one revoked. */
async function rotate(vendor: 'hetzner' | 'cloudflare'): Promise<Credentials> {
  const made = await sandbox.control('POST', '/projects/1/rotate', { vendor });
  const { hetzner_token: hcloudToken, cloudflare_token: cloudflareToken } = made as Record<string, string>;
  return { ...options.credentials, hcloudToken: hcloudToken ?? '', cloudflareToken: cloudflareToken ?? '' };
}

test.each([
  ['hetzner', /^Hetzner refused .* Check .* token/],
  ['cloudflare', /^Cloudflare refused .* Check .* token/],
] as const)(
  'a new token of %s is all that the next run needs: the old one is refused, with the new one nothing changes',
  async (vendor, refused) => {
    const job = `job_${vendor}`;
    const credentials = await rotate(vendor);
    expect(await up(job)).toMatchObject({ code: 'unauthorized', message: expect.stringMatching(refused) });
    expect((await sandbox.ledger()).map(({ name }) => name)).not.toContain(sharedNodeId('sg', job));

    expect(await up('job_a', { credentials })).toMatchObject(UNCHANGED);
    expect(await up(job, { credentials })).not.toHaveProperty('code');
    options = { ...options, credentials };
  },
  SLOW,
);

describe('a new passphrase', () => {
  const rekey = (passphrase: string, typed: string) =>
    stackCli(withPassphrase(passphrase), ['change-secrets-provider', 'passphrase', '--stack', 'sg'], typed);
  const withPassphrase = (passphrase: string) => ({ ...options, backend: { ...options.backend, passphrase } });

  test(
    'is given to the CLI by hand: the old one is refused, with the new one nothing changes',
    async () => {
      await rekey(options.backend.passphrase ?? '', 'the new one\n');
      expect(await up('job_a')).toMatchObject({ code: 'state_unreadable' });
      expect(await up('job_a', withPassphrase('the new one'))).toMatchObject(UNCHANGED);
      options = withPassphrase('the new one');
    },
    SLOW,
  );

  test(
    'is not taken from who does not know the old one',
    async () => {
      await expect(rekey('a guess', 'mine\n')).rejects.toThrow('incorrect passphrase');
      expect(await up('job_a')).toMatchObject(UNCHANGED);
    },
    SLOW,
  );

  test(
    'is the empty one where nothing is typed, which the runbook warns of',
    async () => {
      await rekey(options.backend.passphrase ?? '', '');
      expect(await up('job_a', withPassphrase(''))).toMatchObject(UNCHANGED);
    },
    SLOW,
  );
});
