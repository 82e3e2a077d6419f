import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { sharedNodeId } from './names.ts';
import { RunProcess } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** Whole runs on one Hetzner project whose requests are used up. */
let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());

const Projects = z.object({ projects: z.array(z.object({ id: z.number() })) });

test('three runs at once that share an empty budget wait for it, say so, and all come to their end', async () => {
  const [project] = Projects.parse(await sandbox.control('GET', '/projects')).projects;
  // Ten times the usual limit: a request comes back every 100 ms.
  await sandbox.control('PATCH', `/projects/${project?.id}`, { limits: { requests_per_hour: 36_000 } });
  await sandbox.control('POST', `/projects/${project?.id}/budget`, { remaining: 0 });
  await expect(sandbox.hetzner('GET', '/servers')).rejects.toThrow('429');

  const regions = ['sg', 'us', 'eu'] as const;
  const runs = regions.map((region) => {
    const shared = { region, add: [{ jobId: 'job_1' }], access: {} };
    return new RunProcess({ operation: 'up', shared, ...sandbox.options });
  });
  const outcomes = await Promise.all(runs.map(({ outcome }) => outcome));
  expect(outcomes.map((outcome) => outcome?.message)).toEqual([undefined, undefined, undefined]);
  expect(await sandbox.names('servers')).toEqual(regions.map((region) => sharedNodeId(region, 'job_1')).sort());

  for (const { events } of runs) {
    const waits = events.filter(({ type }) => type === 'waiting');
    expect(waits).toContainEqual({ type: 'waiting', reason: 'api_budget', ms: expect.any(Number) });
    // Not one for each request that is held back.
    expect(waits.length).toBeLessThan(10);
    expect(events.filter((event) => event.type === 'message' && event.severity === 'error')).toEqual([]);
  }
}, 120_000);
