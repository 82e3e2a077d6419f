import { describe, expect, test } from '@jest/globals';
import { parseWorkflowFile } from '../github/workflow-file.ts';
import {
  conclusionOf,
  dueJobs,
  type Ended,
  type GraphState,
  graphFault,
  type JobResult,
  keptJobs,
  needsContext,
} from './job-graph.ts';

const jobsOf = (text: string) => parseWorkflowFile(`on: push\njobs: ${text}`).jobs;

/** As provision-tenant.yml has them. */
const TENANT = jobsOf(
  `{ provision: {}, configure: { needs: [provision], if: "vars.ON == 'yes'" }, complete: { needs: [provision, configure], if: "\${{ always() }}" } }`,
);

function state(
  jobs: GraphState['jobs'],
  results: Record<string, JobResult>,
  change: Partial<GraphState> = {},
): GraphState {
  const ended = new Map(
    Object.entries(results).map(([key, result]): [string, Ended] => [key, { result, outputs: {} }]),
  );
  return {
    jobs,
    ended,
    running: new Set(),
    cancelled: false,
    contexts: { vars: { ON: 'yes' }, inputs: {}, github: {} },
    ...change,
  };
}

describe('jobs', () => {
  test.each<[string, GraphState, string[], string[]]>([
    ['that need none begin', state(TENANT, {}), ['provision'], []],
    ['wait while one that they need runs', state(TENANT, {}, { running: new Set(['provision']) }), [], []],
    ['begin after what they need', state(TENANT, { provision: 'success' }), ['configure'], []],
    ['are skipped after a failure', state(TENANT, { provision: 'failure' }), [], ['configure']],
    [
      'are skipped where they are not wanted',
      state(TENANT, { provision: 'success' }, { contexts: { vars: {}, inputs: {}, github: {} } }),
      ...([[], ['configure']] as [string[], string[]]),
    ],
    [
      'begin in any case if they say so',
      state(TENANT, { provision: 'failure', configure: 'skipped' }),
      ['complete'],
      [],
    ],
    [
      'that have not begun are skipped after a cancel',
      state(TENANT, { provision: 'cancelled' }, { cancelled: true }),
      [],
      ['configure'],
    ],
    [
      'begin after a cancel if they say so',
      state(TENANT, { provision: 'cancelled', configure: 'skipped' }, { cancelled: true }),
      ...([['complete'], []] as [string[], string[]]),
    ],
    [
      'look at the failure of what the jobs before them needed',
      state(jobsOf('{ a: {}, b: { needs: a }, c: { needs: b, if: failure() } }'), { a: 'failure', b: 'skipped' }),
      ...([['c'], []] as [string[], string[]]),
    ],
    [
      'that need a skipped one are skipped',
      state(jobsOf('{ a: {}, b: { needs: a } }'), { a: 'skipped' }),
      ...([[], ['b']] as [string[], string[]]),
    ],
  ])('%s', (_, given, start, skip) => {
    expect(dueJobs(given)).toEqual({ start, skip });
  });

  test('know how those ended that they need, and what these hand out', () => {
    const ended = new Map<string, Ended>([['provision', { result: 'cancelled', outputs: { node_id: 'n1' } }]]);
    expect(needsContext(state(TENANT, {}, { ended }), 'configure')).toEqual({
      provision: { result: 'cancelled', outputs: { node_id: 'n1' } },
    });
  });
});

describe('a run', () => {
  test.each<[JobResult[], boolean, JobResult]>([
    [['success', 'skipped'], false, 'success'],
    [['success', 'failure', 'cancelled'], false, 'failure'],
    [['success', 'cancelled'], false, 'cancelled'],
    [['skipped', 'skipped'], false, 'skipped'],
    [['failure', 'success'], true, 'cancelled'],
  ])('whose jobs ended %j (cancelled: %j) is %s', (results, cancelled, expected) => {
    expect(conclusionOf(results, cancelled)).toBe(expected);
  });

  test.each([
    ['{ a: { needs: b } }', /depends on unknown job 'b'/],
    ['{ a: { needs: b }, b: { needs: a } }', /needs a job that needs it/],
    ['{ a: { if: "nothing(" } }', /condition of job 'a'/],
    ['{ a: { if: secrets.X } }', /condition of job 'a'/],
  ])('with the jobs %s can not begin', (jobs, words) => {
    expect(graphFault(jobsOf(jobs))).toMatch(words);
  });

  test('with the jobs of a tenant can', () => {
    expect(graphFault(TENANT)).toBeUndefined();
  });
});

describe('of a run whose failed jobs are run again', () => {
  const before = (results: Record<string, JobResult>) => state(TENANT, results).ended;

  test('what succeeded is kept, and what needs a failed job is not', () => {
    expect(keptJobs(TENANT, before({ provision: 'success', configure: 'failure', complete: 'success' }))).toEqual([
      'provision',
    ]);
    expect(keptJobs(TENANT, before({ provision: 'failure', configure: 'skipped', complete: 'success' }))).toEqual([]);
    expect(keptJobs(TENANT, before({ provision: 'success', configure: 'skipped', complete: 'failure' }))).toEqual([
      'provision',
      'configure',
    ]);
  });
});
