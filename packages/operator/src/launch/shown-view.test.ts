import { describe, expect, test } from '@jest/globals';
import { type LaunchView, UI_STEPS } from '@prego/contracts';
import { currentLine, doneOf } from './shown-view.ts';

type State = LaunchView['lines'][number]['state'];

/** A view in English with lines in these states, of which the one at `at` is current. */
function viewOf(states: readonly State[], at?: number): LaunchView {
  const lines = UI_STEPS.map(({ stage, en, ko }, index) => ({
    ...{ step: index + 1, stage, label: en, labels: { en, ko } },
    ...{ state: states[index] ?? 'pending', current: index === at },
  }));
  const label = at === undefined ? null : (lines[at]?.label ?? null);
  return { language: 'en', lines, provision_ui_current_label: label } as unknown as LaunchView;
}

test('what is skipped needs no more doing; what failed or is under way does', () => {
  expect(doneOf(viewOf(['done', 'skipped', 'started', 'failed']))).toBe(2);
});

describe('the line under way', () => {
  test('has the words of the answer in the language that it was asked for', () => {
    const view = { ...viewOf(['done', 'started'], 1), provision_ui_current_label: 'Reserving' };
    expect(currentLine(view, 'en')).toEqual({ label: 'Reserving', begun: true });
  });

  test('has its own words in the other one, until that is asked for', () => {
    expect(currentLine(viewOf(['done', 'started'], 1), 'ko')).toEqual({ label: '용량 확보', begun: true });
  });

  test('is the next one while none has begun, and none once all is over', () => {
    expect(currentLine(viewOf(['done', 'done'], 2), 'en')).toEqual({ label: 'Start provisioning', begun: false });
    expect(currentLine(viewOf(['done']), 'en')).toBeUndefined();
  });
});
