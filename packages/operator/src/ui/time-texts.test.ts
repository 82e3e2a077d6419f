import { expect, test } from '@jest/globals';
import { localTime, momentText } from '../i18n/format.ts';
import { timeTexts } from './time-texts.ts';

const AT = Date.UTC(2026, 10, 21, 13, 45, 2);
const RELATIVE = '2 min ago';
const LOCAL = localTime(AT, 'en');
const BRIEF = momentText(AT, AT, 'en', false);
const UTC = '21 Nov 2026, 13:45:02 UTC';

test.each([
  ['relative', false, RELATIVE, `Local ${LOCAL} · ${UTC}`],
  ['relative', true, LOCAL, `${RELATIVE} · ${UTC}`],
  ['local', false, BRIEF, `${RELATIVE} · ${UTC}`],
  ['local', true, LOCAL, `${RELATIVE} · ${UTC}`],
  ['utc', false, '21 Nov, 13:45:02 UTC', `${RELATIVE} · Local ${LOCAL}`],
  ['utc', true, UTC, `${RELATIVE} · Local ${LOCAL}`],
] as const)('who wants times %s, with a moment wanted here: %p, reads "%s"', (times, absolute, shown, behind) =>
  expect(timeTexts({ at: AT, now: AT + 125_000, times, absolute, language: 'en', local: 'Local' })).toEqual({
    shown,
    behind,
  }),
);
