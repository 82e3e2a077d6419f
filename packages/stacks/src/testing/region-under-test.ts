import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { sharedNodeId } from '../names.ts';
import { type SharedRegionSpec, sharedRegion } from '../programs/shared-region.ts';
import type { UpResult } from '../run-options.ts';
import { runStack } from '../run-stack.ts';
import type { Call } from './run-process.ts';
import { SandboxProcess } from './sandbox-process.ts';

/** A fault as `POST /_sandbox/faults` takes it. */
export interface Fault {
  request?: { method: string; path: string };
  action?: string;
  status?: number;
  code?: string | number;
  headers?: Record<string, string>;
  skip?: number;
  delay_ms?: number;
  answer_delay_ms?: number;
  drop?: 'before' | 'after';
}

/** The region `sg` of a sandbox, to which each case adds a node of its own, with a DNS record. */
export class RegionUnderTest {
  readonly #sandbox: SandboxProcess;
  #jobs = 0;

  constructor(sandbox: SandboxProcess) {
    this.#sandbox = sandbox;
  }

  newJob(): string {
    return `job_${++this.#jobs}`;
  }

  hostname(jobId: string): string {
    return `${sharedNodeId('sg', jobId)}.${this.#sandbox.connection.cloudflare_zone}`;
  }

  /** What adds the job's node with its record, for a process of its own. */
  adding(jobId: string): Call {
    return { operation: 'up', shared: this.#spec(jobId), ...this.#sandbox.options };
  }

  up(jobId: string): Promise<UpResult> {
    return runStack({ operation: 'up', program: sharedRegion(this.#spec(jobId)), ...this.#sandbox.options });
  }

  #spec(jobId: string): SharedRegionSpec {
    const { cloudflare_zone_id: zoneId } = this.#sandbox.connection;
    const record = { name: this.hostname(jobId), zoneId, proxied: false };
    return { region: 'sg', add: [{ jobId, record }], access: {} };
  }

  /** The servers of the job's name: one, if all is well. */
  async servers(jobId: string): Promise<string[]> {
    return (await this.#sandbox.names('servers')).filter((name) => name === sharedNodeId('sg', jobId));
  }
}

/**
 * A sandbox for all tests of a file, with one node in its region. The faults of a test end with it. The fields are
 * there once the tests run.
 */
export function useRegion(): { sandbox: SandboxProcess; region: RegionUnderTest } {
  const clouds = {} as { sandbox: SandboxProcess; region: RegionUnderTest };
  beforeAll(async () => {
    clouds.sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
    clouds.region = new RegionUnderTest(clouds.sandbox);
    await clouds.region.up('job_first');
  }, 60_000);
  afterAll(() => clouds.sandbox.stop());
  afterEach(() => clouds.sandbox.control('DELETE', '/faults'));
  return clouds;
}
