import type { LibraryEventKind, ProvisioningStatus } from '@prego/contracts';
import type { Tone } from './tone.ts';

const STATUS: Record<ProvisioningStatus, Tone> = {
  provisioning: 'info',
  provisioned: 'ok',
  provision_failed: 'bad',
  returning: 'warn',
  returned: 'idle',
  return_failed: 'bad',
};
const EVENT: Record<LibraryEventKind, Tone> = {
  provisioning_executed: 'info',
  provisioning_failed: 'bad',
  provisioning_completed: 'ok',
  return_executed: 'warn',
  return_failed: 'bad',
  return_completed: 'idle',
  status_deleted: 'idle',
};

export const provisioningTone = (status: ProvisioningStatus): Tone => STATUS[status];

export const libraryEventTone = (kind: LibraryEventKind): Tone => EVENT[kind];

/** Whether it will change by itself. */
export const provisioningMoves = (status: ProvisioningStatus): boolean =>
  status === 'provisioning' || status === 'returning';
