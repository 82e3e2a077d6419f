import { expect, test } from '@jest/globals';
import { parseCheckpoint, parseExport } from './exported-state.ts';

test.each([
  ['that was cut off', () => parseCheckpoint('{"checkpoint":')],
  ['of another shape', () => parseCheckpoint('{"deployment":{}}')],
  ['whose resources are none', () => parseExport('{"deployment":{"resources":[{}]}}')],
])('a state %s is unreadable, not a failure of its parser', (_what, parse) => {
  expect(parse).toThrow(expect.objectContaining({ code: 'state_unreadable', cause: expect.anything() }));
});
