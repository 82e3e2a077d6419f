import type { ProvisioningStatus } from '@prego/contracts';

/** What to say of a return that was asked for. Who comes second may be the same as the first, whose answer was lost. */
export function sayReturn(begun: boolean, status: ProvisioningStatus): 'returnBegun' | 'returnAlready' | 'returnDone' {
  if (begun) return 'returnBegun';
  return status === 'returned' ? 'returnDone' : 'returnAlready';
}
