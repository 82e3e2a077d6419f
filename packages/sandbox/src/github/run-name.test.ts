import { describe, expect, test } from '@jest/globals';
import { renderRunName } from './run-name.ts';

const context = { inputs: { job_id: 'job_1', empty: '', off: 'false' }, github: { actor: 'prego', run_number: '7' } };

describe("a run's name", () => {
  test.each([
    ['plain', 'plain'],
    [`\${{ inputs.job_id }}`, 'job_1'],
    [`\${{github.event.inputs.job_id}} by \${{ github.actor }} #\${{ github.run_number }}`, 'job_1 by prego #7'],
    [`\${{ inputs.attempt || 1 }}`, '1'],
    [`\${{ inputs.empty || inputs.off || inputs.job_id }}`, 'job_1'],
    [`\${{ inputs.none || 'it''s' }}`, "it's"],
    [`a \${{ inputs.none }}`, 'a'],
  ])('of %j is %j', (template, expected) => {
    expect(renderRunName(template, context)).toBe(expected);
  });

  test.each([`\${{ format('{0}', 1) }}`, `\${{ secrets.X }}`, `\${{ github.unknown }}`, `\${{ inputs.a && 1 }}`])(
    'refuses %j',
    (template) => {
      expect(() => renderRunName(template, context)).toThrow(/is not understood/);
    },
  );
});
