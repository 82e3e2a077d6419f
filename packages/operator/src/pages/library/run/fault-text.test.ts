import { expect, test } from '@jest/globals';
import { type FaultWords, faultText } from './fault-text.ts';
import { A_MANIFEST } from './testing/some-choices.ts';

const words: FaultWords = {
  fault: { name_taken: (detail?: string) => `taken by ${detail}`, pattern: () => 'a pattern' } as FaultWords['fault'],
  other: (code) => `other: ${code}`,
};

test('a fault is told with its detail', () =>
  expect(faultText({ field: 'name', fault: 'name_taken', detail: 'ann' }, undefined, 'en', words)).toBe(
    'taken by ann',
  ));

test('a pattern is told by the template’s own rule', () => {
  const field = A_MANIFEST.fields.find(({ type }) => type === 'text');
  expect(faultText({ field: 'values.domain', fault: 'pattern' }, field, 'en', words)).toBe('A domain');
  expect(faultText({ field: 'values.domain', fault: 'pattern' }, undefined, 'en', words)).toBe('a pattern');
});

test.each(['too_loud', 'toString', 'constructor'])('what this page does not know is told by its code: %s', (fault) =>
  expect(faultText({ field: 'name', fault }, undefined, 'en', words)).toBe(`other: ${fault}`),
);
