import { expect, test } from '@jest/globals';
import { installsUntil } from './installing.ts';

const made = { status: 'provisioned', ended_at: 1_000_000, install_minutes: 4 } as const;

test.each([
  ['until as many minutes after its run as its template says', made, 1_239_999, 1_240_000],
  ['no longer after that', made, 1_240_000, null],
  ['not before its servers are there', { ...made, status: 'provisioning', ended_at: null }, 1_000_001, null],
  ['not once it is returned', { ...made, status: 'returned' }, 1_000_001, null],
] as const)('it installs itself %s', (_, of, now, until) => expect(installsUntil(of, now)).toBe(until));
