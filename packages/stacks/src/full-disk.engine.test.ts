import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { before } from './testing/held-fault.ts';
import { type Call, RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

/** The disk that keeps the state fills up in the middle of a run: a small file system of its own stands in for it. */
const MAY_MOUNT = mayMount();
if (!MAY_MOUNT) process.stderr.write('SKIPPED, the full disk: mounting a small one needs root on Linux.\n');

/** Root of a container may not always. */
function mayMount(): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'prego-may-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir], { stdio: 'ignore' });
    execFileSync('umount', [dir]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(dir);
  }
}

let sandbox: SandboxProcess;
let disk: string;

beforeEach(async () => {
  if (!MAY_MOUNT) return;
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  disk = await mkdtemp(join(tmpdir(), 'prego-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
}, 60_000);

afterEach(async () => {
  if (!MAY_MOUNT) return;
  await sandbox.stop();
  execFileSync('umount', [disk]);
  await rm(disk, { recursive: true });
});

/** Writes until nothing more fits. */
async function fill(): Promise<void> {
  await appendFile(join(disk, 'filling'), Buffer.alloc(32 * 2 ** 20)).catch(() => {});
}

/** Keeps the disk full until the run has ended: other resources' saves free what they had just written. */
async function keepFull(run: Promise<unknown>): Promise<void> {
  let ended = false;
  void run.finally(() => {
    ended = true;
  });
  while (!ended) {
    await fill();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

(MAY_MOUNT ? describe : describe.skip)('a disk that is full', () => {
  const on = (call: Call): Call => ({
    ...call,
    backend: { url: `file://${disk}/state`, passphrase: 'of this test' },
  });

  test('before the run is refused before anything is made', async () => {
    const tenant = new TenantUnderTest(sandbox, 'acme');
    await mkdir(join(disk, 'state'));
    await fill();
    expect(await runApart(on(tenant.up))).toMatchObject({
      code: 'state_unwritable',
      message: expect.stringContaining('has 0 MB left'),
    });
    expect(await sandbox.leftovers()).toEqual({});
  }, 60_000);

  test.each([
    ['while a server is made', before('POST', '/v1/servers')],
    ['while the volume is made', before('POST', '/v1/volumes')],
  ])(
    '%s loses nothing: with room again, the holder of the lease goes on',
    async (_when, fault) => {
      const tenant = new TenantUnderTest(sandbox, 'acme');
      await sandbox.control('POST', '/faults', { ...fault, delay_ms: 1_500 });
      const run = new RunProcess(on(tenant.up));
      await sandbox.faultsMet(run.outcome);
      await keepFull(run.outcome);
      expect(await run.outcome).toMatchObject({ code: 'state_unwritable' });

      await rm(join(disk, 'filling'));
      const again = await runApart(on({ ...tenant.up, holdsLease: true }));
      expect(again).toHaveProperty('changes');
      expect(await tenant.timesMade()).toEqual([1, 1, 1]);
      expect(await runApart(on(tenant.up))).toMatchObject({
        changes: { create: 0, import: 0, update: 0, replace: 0, delete: 0 },
      });
      expect(await readdir(join(disk, 'state/.pulumi/locks/organization/prego', tenant.stack)).catch(() => [])).toEqual(
        [],
      );
      expect(await runApart(on(tenant.destroy))).not.toHaveProperty('code');
      expect(await sandbox.leftovers()).toEqual({});
    },
    // Pulumi tries each save of the state ten times, waiting longer each time: minutes, where several are under way.
    600_000,
  );
});
