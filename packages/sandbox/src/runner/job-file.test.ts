import { expect, test } from '@jest/globals';
import { parseWorkflowFile } from '../github/workflow-file.ts';
import { jobFault, jobFile } from './job-file.ts';

const workflow = parseWorkflowFile(`
name: tested
on: { workflow_dispatch: { inputs: { on: { type: boolean } } } }
env: { WORKFLOW: w }
concurrency: { group: g, queue: max }
jobs:
  first: { runs-on: x, steps: [{ run: "true" }] }
  second:
    needs: first
    if: always()
    runs-on: \${{ vars.LABEL }}
    env: { FROM: "\${{ needs.first.outputs.a }}" }
    outputs: { a: b }
    steps:
      - { id: one, uses: some/action@v1, with: { a: "\${{ needs.first.result }} needs" } }
      - { if: "needs.first.result == 'success'", run: "echo \${{ inputs.on }}", timeout-minutes: 3 }
`);

test('a job stands alone in its file, in words that act understands', () => {
  const needs = 'fromJSON(vars.SANDBOX_NEEDS)';
  const begun = "env.GITHUB_OUTPUT != ''";
  expect(jobFile(workflow, 'second')).toEqual({
    name: 'tested',
    on: { workflow_dispatch: { inputs: { on: { type: 'boolean' } } } },
    env: { WORKFLOW: 'w' },
    jobs: {
      second: {
        'runs-on': [`\${{ vars.LABEL }}`],
        env: { FROM: `\${{ ${needs}.first.outputs.a }}` },
        steps: [
          {
            id: 'one',
            uses: 'some/action@v1',
            with: { a: `\${{ ${needs}.first.result }} needs` },
            if: `\${{ ${begun} || (success()) }}`,
          },
          {
            run: `echo \${{ inputs.on }}`,
            'timeout-minutes': 3,
            if: `\${{ ${begun} || (success() && (${needs}.first.result == 'success')) }}`,
          },
        ],
      },
    },
  });
});

test.each([
  ['strategy: { matrix: { a: [1] } }', /"strategy"/],
  ['uses: ./.github/workflows/other.yml', /"uses"/],
  ['steps: []', /no steps/],
])('a job with %s is refused', (job, words) => {
  const { jobs } = parseWorkflowFile(`on: push\njobs:\n  a:\n    ${job}\n`);
  expect(jobFault(jobs.a as NonNullable<typeof jobs.a>)).toMatch(words);
});
