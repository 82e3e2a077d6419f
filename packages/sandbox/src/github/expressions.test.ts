import { describe, expect, test } from '@jest/globals';
import { bareExpression, changeExpressions, checkTemplate, evaluate, interpolate } from './expressions.ts';

const contexts = {
  inputs: { job_id: 'job_1', empty: '', off: false, on: true },
  github: { actor: 'prego', run_number: 7 },
};

describe('a template', () => {
  test.each([
    ['plain', 'plain'],
    [`\${{ inputs.job_id }}`, 'job_1'],
    [`\${{inputs.JOB_ID}} by \${{ github.actor }} #\${{ github.run_number }}`, 'job_1 by prego #7'],
    [`\${{ inputs.empty || inputs.off || inputs.none || 1 }}`, '1'],
    [`\${{ inputs.none || 'it''s }}' }}`, "it's }}"],
    [`\${{ inputs.on && format('stack-{0}', inputs.job_id) || 'none' }}`, 'stack-job_1'],
    [`a\${{ inputs.none }}`, 'a'],
    [`\${{ inputs }}`, 'Object'],
  ])('%j is %j', (template, expected) => {
    expect(interpolate(template, contexts)).toBe(expected);
  });

  test.each([`\${{ secrets.X }}`, `\${{ nothing(1) }}`, `\${{ inputs. }}`, `\${{ always() }}`])(
    '%j is refused',
    (template) => {
      expect(() => interpolate(template, contexts)).toThrow();
      expect(() => checkTemplate(template, ['inputs', 'github'])).toThrow();
    },
  );
});

test('functions of the caller are called', () => {
  expect(evaluate('!cancelled() && always()', {}, { always: () => true, cancelled: () => false })).toBe(true);
});

test.each([
  ['always()', 'always()'],
  [` \${{ always() }} `, 'always()'],
  [`\${{ a }} && \${{ b }}`, `\${{ a }} && \${{ b }}`],
])('the expression of the condition %j is %j', (condition, expected) => {
  expect(bareExpression(condition)).toBe(expected);
});

test('expressions are changed where they stand', () => {
  expect(changeExpressions(`a \${{ x }} b \${{ '}}' }}`, (expression) => expression.toUpperCase())).toBe(
    `a \${{ X }} b \${{ '}}' }}`,
  );
});
