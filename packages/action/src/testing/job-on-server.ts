import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import type { JobInputs } from '../control-plane/claim.ts';
import { type ControlPlaneServer, startControlPlaneServer } from './control-plane-server.ts';
import { type RecordedIo, recordedIo } from './recorded-io.ts';

/** One job on a control plane of its own for each test, and the run that was dispatched for it. */
export interface JobOnServer {
  server: ControlPlaneServer;
  io: RecordedIo;
  inputs: JobInputs;
  /** RUNNER_TEMP. */
  temp: string;
}

export const JOB = 'job_one';

export function jobOnServer(): JobOnServer {
  const given = {} as JobOnServer;
  beforeEach(async () => {
    given.server = await startControlPlaneServer();
    given.server.job(JOB);
    given.temp = mkdtempSync(join(tmpdir(), 'prego-action-'));
    given.io = recordedIo({ env: { RUNNER_TEMP: given.temp }, idToken: async () => given.server.idToken() });
    given.inputs = inputsFor(given.server);
  });
  afterEach(async () => {
    await given.server.close();
    rmSync(given.temp, { recursive: true });
  });
  return given;
}

const inputsFor = ({ url }: ControlPlaneServer): JobInputs => ({
  control_plane_url: url,
  control_plane_audience: 'prego-control-plane',
  job_id: JOB,
  attempt: 1,
  trace_id: 'trace_one',
});
