import { describe, expect, test } from '@jest/globals';
import { conditionOf, holdsAfterCancel, replaceContext } from './conditions.ts';

describe('a condition', () => {
  test.each([
    [undefined, 'success()'],
    ['', 'success()'],
    [`\${{ always() }}`, 'always()'],
    ['inputs.on', 'success() && (inputs.on)'],
    [`\${{ inputs.a || inputs.b }}`, 'success() && (inputs.a || inputs.b)'],
    ['!Cancelled() && inputs.on', '!Cancelled() && inputs.on'],
    ["inputs.word == 'always()'", "success() && (inputs.word == 'always()')"],
  ])('%j amounts to %j', (given, expected) => {
    expect(conditionOf(given)).toBe(expected);
  });
});

describe('a context', () => {
  test.each([
    ['needs.a.result', 'N.a.result'],
    ["contains(needs.*.result, 'needs') && github.needs", "contains(N.*.result, 'needs') && github.needs"],
    ["Needs['a'].outputs.x || needs.b", "N['a'].outputs.x || N.b"],
    ['needs.a\n && needs.b', 'N.a\n && N.b'],
    ['inputs.needs', 'inputs.needs'],
  ])('is replaced in %j: %j', (expression, expected) => {
    expect(replaceContext(expression, 'needs', 'N')).toBe(expected);
  });
});

describe('after a cancel', () => {
  test.each([
    [undefined, false],
    ['always()', true],
    ['cancelled()', true],
    ['failure()', false],
    ['!cancelled()', false],
    ["always() && steps.one.outcome == 'success'", true],
    ['always() && inputs.on', false],
    ["always() && hashFiles('x') != ''", false],
  ])('the condition %j holds: %j', (condition, expected) => {
    expect(holdsAfterCancel(condition, { inputs: { on: false }, steps: { one: { outcome: 'success' } } })).toBe(
      expected,
    );
  });
});
