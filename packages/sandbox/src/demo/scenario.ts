import { createHmac } from 'node:crypto';
import {
  dedicated,
  dedicatedNodeId,
  type NodeAccess,
  type StackProgram,
  sharedNodeId,
  sharedRegion,
} from '@prego/stacks';
import type { Connection } from '../connection.ts';

export interface DemoRun {
  title: string;
  program: StackProgram;
}

export const DEMO_TENANT = 'acme';
const JOBS = { first: 'job_demo_first', second: 'job_demo_second', trio: 'job_demo_trio' };

/** What the demo brings up, in this order; the last run is the first once more. */
export function demoRuns(connection: Connection): [DemoRun, DemoRun, DemoRun, DemoRun] {
  const access = accessFor(connection);
  const record = (name: string) => ({
    name: `${name}.${connection.cloudflare_zone}`,
    zoneId: connection.cloudflare_zone_id,
    proxied: false,
  });
  const shared = (jobId: string) =>
    sharedRegion({ region: 'sg', add: [{ jobId, record: record(`${sharedNodeId('sg', jobId)}.nodes`) }], access });
  return [
    { title: 'A first shared node in sg', program: shared(JOBS.first) },
    { title: 'A second shared node in sg', program: shared(JOBS.second) },
    {
      title: `A dedicated trio in eu for the tenant ${DEMO_TENANT}`,
      program: dedicated({
        region: 'eu',
        tenantId: DEMO_TENANT,
        jobId: JOBS.trio,
        record: record(`${dedicatedNodeId('eu', JOBS.trio, 'app')}.nodes`),
        access,
      }),
    },
    { title: 'The first run once more', program: shared(JOBS.first) },
  ];
}

/** Nodes call home to the sandbox's inbox, each with a token of its own that is the same on every run. */
function accessFor(connection: Connection): NodeAccess {
  return {
    metrics: {
      url: `${connection.control_url}/inbox/server-metrics`,
      tokenFor: (nodeId) => createHmac('sha256', connection.state_passphrase).update(nodeId).digest('base64url'),
    },
  };
}
