import { describe, expect, test } from '@jest/globals';
import { describeWorkflow, parseWorkflowFile } from './workflow-file.ts';

describe("a workflow's file", () => {
  test('says what it is called, how it is dispatched, and which of its runs wait for each other', () => {
    const source = `
name: tested
run-name: for \${{ inputs.a }}
on:
  workflow_dispatch:
    inputs:
      a: { type: string, required: true }
      b: { type: choice, options: [x, 1], default: 1 }
      c: { type: boolean, default: true }
      d:
concurrency: { group: "g-\${{ inputs.a }}", cancel-in-progress: true, queue: max }
jobs: { one: { runs-on: x, steps: [] } }
`;
    expect(describeWorkflow('t.yml', source)).toEqual({
      title: 'tested',
      runName: `for \${{ inputs.a }}`,
      dispatchable: true,
      inputs: {
        a: { type: 'string', required: true },
        b: { type: 'choice', required: false, options: ['x', '1'], default: '1' },
        c: { type: 'boolean', required: false, default: 'true' },
        d: { type: 'string', required: false },
      },
      source,
      concurrency: { group: `g-\${{ inputs.a }}`, cancelInProgress: 'true', queue: 'max' },
    });
  });

  test.each([
    ['on: push\njobs: {}', false],
    ['on: [push, workflow_dispatch]\njobs: {}', true],
    ['on: { workflow_dispatch: }\njobs: {}', true],
  ])('is dispatched if it says so: %j', (source, dispatchable) => {
    expect(describeWorkflow('t.yml', source)).toMatchObject({
      dispatchable,
      title: '.github/workflows/t.yml',
      inputs: {},
      concurrency: null,
    });
  });

  test('may name one need, one label and a group as a text', () => {
    const { jobs, concurrency } = parseWorkflowFile('on: push\nconcurrency: g\njobs: { a: { runs-on: x, needs: b } }');
    expect(jobs.a).toMatchObject({ 'runs-on': ['x'], needs: ['b'] });
    expect(concurrency).toEqual({ group: 'g', 'cancel-in-progress': 'false', queue: 'single' });
  });

  test.each([
    ['on: push', /jobs/],
    ['on: push\njobs: { a: { steps: 1 } }', /jobs\.a\.steps/],
    [`on: push\nrun-name: \${{ secrets.X }}\njobs: {}`, /secrets/],
  ])('is refused as %j', (source, words) => {
    expect(() => describeWorkflow('t.yml', source)).toThrow(words);
  });
});
