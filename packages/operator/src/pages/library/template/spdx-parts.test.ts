import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { spdxParts } from './spdx-parts.ts';

const page = (name: string) => `https://spdx.org/licenses/${name}.html`;

test.each([
  ['MIT', [{ text: 'MIT', url: page('MIT') }]],
  ['GPL-2.0+', [{ text: 'GPL-2.0+', url: page('GPL-2.0') }]],
  ['LicenseRef-Own', [{ text: 'LicenseRef-Own' }]],
  [
    '(MIT OR Apache-2.0)',
    [
      { text: '(' },
      { text: 'MIT', url: page('MIT') },
      { text: ' ' },
      { text: 'OR' },
      { text: ' ' },
      { text: 'Apache-2.0', url: page('Apache-2.0') },
      { text: ')' },
    ],
  ],
])('%s', (expression, parts) => expect(spdxParts(expression)).toEqual(parts));

test('nothing of an expression is lost, and a link leads nowhere but to the list', () => {
  fc.assert(
    fc.property(fc.string(), (expression) => {
      const parts = spdxParts(expression);
      expect(parts.map(({ text }) => text).join('')).toBe(expression);
      for (const { url } of parts) if (url) expect(url).toMatch(/^https:\/\/spdx\.org\/licenses\/[\w.-]+\.html$/);
    }),
  );
});
