import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { sharedNodeId } from '../names.ts';
import { type SharedRegionSpec, sharedRegion } from '../programs/shared-region.ts';
import type { CommonOptions, PreviewResult, UpResult } from '../run-options.ts';
import { runStack } from '../run-stack.ts';
import type { Call } from './run-process.ts';
import { S3Server } from './s3-server.ts';
import { SandboxProcess } from './sandbox-process.ts';

/** The region `sg` of a sandbox, with its state in the bucket `state` of a store of its own. */
export class RegionOnS3 {
  readonly sandbox: SandboxProcess;
  readonly s3: S3Server;
  readonly options: CommonOptions;

  private constructor(sandbox: SandboxProcess, s3: S3Server) {
    this.sandbox = sandbox;
    this.s3 = s3;
    this.options = { ...sandbox.options, ...s3.backend('state', 'of the state') };
  }

  static async start(): Promise<RegionOnS3> {
    const s3 = await S3Server.start('state');
    return new RegionOnS3(await SandboxProcess.start(['--action-time-factor', '0.1']), s3);
  }

  async stop(): Promise<void> {
    await Promise.all([this.sandbox.stop(), this.s3.stop()]);
  }

  up(job: string, changed: Partial<CommonOptions> = {}): Promise<UpResult> {
    return runStack({ operation: 'up', program: sharedRegion(adding(job)), ...this.options, ...changed });
  }

  preview(job: string): Promise<PreviewResult> {
    return runStack({ operation: 'preview', program: sharedRegion(adding(job)), ...this.options });
  }

  /** An `up` for a process of its own. */
  upApart(job: string, changed: { holdsLease?: boolean } = {}): Call {
    return { operation: 'up', shared: adding(job), ...this.options, ...changed };
  }

  /** How often the node of a job was ever made. */
  async timesMade(job: string): Promise<number> {
    const entries = await this.sandbox.ledger();
    return entries.filter(({ kind, name }) => kind === 'server' && name === sharedNodeId('sg', job)).length;
  }
}

const adding = (jobId: string): SharedRegionSpec => ({ region: 'sg', add: [{ jobId }], access: {} });

/** One for all tests of a file; after each the store is there again, and no fault is left. */
export function useRegionOnS3(): { region: RegionOnS3 } {
  const used = {} as { region: RegionOnS3 };
  beforeAll(async () => {
    used.region = await RegionOnS3.start();
    // The first time, Python's packages are fetched.
  }, 180_000);
  afterAll(() => used.region?.stop());
  afterEach(async () => {
    used.region.s3.line.mend();
    await used.region.sandbox.control('DELETE', '/faults');
  });
  return used;
}
