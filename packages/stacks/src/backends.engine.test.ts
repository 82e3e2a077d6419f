import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { listStacks, readStates } from './look-into-backend.ts';
import { sharedNodeId } from './names.ts';
import type { CommonOptions } from './run-options.ts';
import { runStack } from './run-stack.ts';
import { after } from './testing/held-fault.ts';
import { useRegionOnS3 } from './testing/region-on-s3.ts';
import { RunProcess, runApart } from './testing/run-process.ts';

/** Stacks whose state lies in an S3-compatible store: moto's server, which checks keys and signatures. */
const on = useRegionOnS3();

const UNCHANGED = { create: 0, import: 0, update: 0, replace: 0, delete: 0 };
const SLOW = 60_000;
const A = sharedNodeId('sg', 'job_a');

const state = (): Promise<Record<string, string>> => on.region.s3.objects('state');
const servers = (): Promise<string[]> => on.region.sandbox.names('servers');

/** On a machine that has nothing but the plugins: its own home, engine's home and working directory. */
async function onAnotherMachine<T>(run: (machine: Partial<CommonOptions>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'prego-elsewhere-'));
  const [home, workDir] = [join(folder, 'home'), join(folder, 'work')];
  try {
    await mkdir(workDir);
    await cp(join(process.env.PULUMI_HOME ?? '', 'plugins'), join(home, '.pulumi', 'plugins'), { recursive: true });
    const env = { ...on.region.options.env, HOME: home };
    return await run({ workDir, engine: { home: join(home, '.pulumi') }, env });
  } finally {
    await rm(folder, { recursive: true });
  }
}

// One story in order: each test goes on where the one before stopped.
describe('a region whose state is in a bucket', () => {
  test(
    'comes up',
    async () => {
      expect((await on.region.up('job_a')).outputs.nodes.map(({ node_id }) => node_id)).toEqual([A]);
      expect(await state()).toHaveProperty(['.pulumi/stacks/prego/sg.json']);
    },
    SLOW,
  );

  test(
    'is the same from another machine',
    async () => {
      const { changes } = await onAnotherMachine((machine) => on.region.up('job_a', machine));
      expect(changes).toMatchObject(UNCHANGED);
    },
    SLOW,
  );

  test(
    'is left as it is by a preview',
    async () => {
      const before = await state();
      expect((await on.region.preview('job_b')).changes.create).toBeGreaterThan(0);
      expect(await state()).toEqual(before);
    },
    SLOW,
  );

  test(
    'is listed, read and compared with the clouds, and left as it is',
    async () => {
      const before = await state();
      const { id } = await on.region.sandbox.server(A);
      expect(await listStacks(on.region.options)).toEqual(['sg']);
      const things = [{ kind: 'server', id, name: A }];
      expect(await readStates(on.region.options)).toEqual([{ stack: 'sg', region: 'sg', things }]);
      const look = (stack: string) => runStack({ operation: 'drift', stack, ...on.region.options });
      expect(await look('sg')).toMatchObject({ drifted: [], inHand: [] });
      await expect(look('eu')).rejects.toMatchObject({ code: 'invalid_input', what: 'The backend has no stack eu.' });
      expect(await readStates(on.region.options, ['eu'])).toEqual([]);
      expect(await state()).toEqual(before);
    },
    SLOW,
  );

  test.each<[string, () => Partial<CommonOptions>, RegExp]>([
    ['another passphrase', () => on.region.s3.backend('state', 'wrong'), /with this passphrase/],
    ['a bucket that does not exist', () => on.region.s3.backend('none', ''), /The specified bucket does not exist/],
    ['a key that does not exist', () => ({ env: keys({ AWS_ACCESS_KEY_ID: 'AKIANOBODY' }) }), /InvalidAccessKeyId/],
    ['a wrong secret', () => ({ env: keys({ AWS_SECRET_ACCESS_KEY: 'wrong' }) }), /SignatureDoesNotMatch/],
    // Without the switch the engine would ask for keys at an address that only machines of AWS answer.
    ['no key', () => ({ env: { AWS_EC2_METADATA_DISABLED: 'true' } }), /failed to refresh cached credentials/],
  ])(
    'with %s is unreadable, and nothing is done',
    async (_what, changed, text) => {
      const before = await state();
      const failed = on.region.up('job_b', changed());
      await expect(failed).rejects.toMatchObject({
        code: 'state_unreadable',
        message: expect.stringMatching(text),
      });
      expect(await state()).toEqual(before);
      expect(await servers()).toEqual([A]);
    },
    SLOW,
  );

  test(
    'is unreadable while the store is away, and nothing is done',
    async () => {
      on.region.s3.line.cut();
      await expect(on.region.up('job_b')).rejects.toMatchObject({ code: 'state_unreadable' });
      expect(await servers()).toEqual([A]);
    },
    SLOW,
  );

  test(
    'is locked by a run, which is named; once that has died, the holder of the lease takes over',
    async () => {
      await on.region.sandbox.control('POST', '/faults', after('POST', '/v1/servers'));
      const run = new RunProcess(on.region.upApart('job_b'));
      await on.region.sandbox.faultsMet(run.outcome);
      const who = `locked by \\S+@${hostname()} \\(process \\d+\\) since 2\\d{3}-\\d\\d-\\d\\dT[\\d:]{8}Z`;
      expect(await runApart(on.region.upApart('job_c'))).toMatchObject({
        code: 'stack_locked',
        message: expect.stringMatching(who),
      });

      await run.kill('machine');
      await on.region.sandbox.control('DELETE', '/faults');
      expect(await runApart(on.region.upApart('job_b'))).toMatchObject({ code: 'stack_lock_left' });
      expect(await runApart(on.region.upApart('job_b', { holdsLease: true }))).not.toHaveProperty('code');
      expect(await on.region.timesMade('job_b')).toBe(1);
      expect((await on.region.up('job_b')).changes).toMatchObject(UNCHANGED);
    },
    SLOW,
  );

  test(
    'is given back without a trace, but for the backups of its state',
    async () => {
      const all = { operation: 'destroy', stack: 'sg', release: 'all', removeStack: true } as const;
      await runStack({ ...all, ...on.region.options });
      expect(await on.region.sandbox.leftovers()).toEqual({});
      const left = Object.keys(await state()).filter((key) => !/\/backups\/|\.bak$/.test(key));
      expect(left).toEqual(['.pulumi/meta.yaml']);
      // Whoever does not know that it has been given back gives it back again.
      expect((await runStack({ ...all, ...on.region.options })).changes).toMatchObject(UNCHANGED);
    },
    SLOW,
  );
});

const keys = (changed: Record<string, string>): Record<string, string> => ({ ...on.region.s3.env, ...changed });
