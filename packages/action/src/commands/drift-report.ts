import type { DriftChange, DriftReport } from '@prego/contracts';
import type { DriftedResource } from '@prego/stacks';
import type { KnownFailure } from '../failure.ts';

/** The bounds of contracts/drift.ts; the last one with room for what says that more is left out. */
const MAX_CHANGES = 1000;
const MAX_RESOURCE = 500;
const MAX_CHANGE = 500;
const MAX_TYPE = 200;
const MAX_PROPERTIES = 100;
const MAX_PROPERTY = 200;
const MAX_BYTES = 256 * 1024 - 1024;

/** What is told of a stack that was looked at, within what the control plane takes: what does not fit is counted. */
export function lookedReport(stack: string, seenAt: number, drifted: readonly DriftedResource[]): DriftReport {
  const changes = fitting(drifted.map(changeOf), stack);
  return { stack, status: changes.length === 0 ? 'in_sync' : 'drifted', changes, seen_at: seenAt };
}

/** What is told of a stack that could not be looked at. */
export function failedReport(stack: string, seenAt: number, { code, message }: KnownFailure): DriftReport {
  const change = `${code}: ${message}`.slice(0, MAX_CHANGE);
  return { stack, status: 'failed', changes: [{ resource: stack, change }], seen_at: seenAt };
}

function changeOf({ resource, type, change, properties }: DriftedResource): DriftChange {
  const named = properties?.slice(0, MAX_PROPERTIES).map((name) => name.slice(0, MAX_PROPERTY));
  return {
    resource: resource.slice(0, MAX_RESOURCE),
    type: type.slice(0, MAX_TYPE),
    change,
    ...(named && { properties: named }),
  };
}

function fitting(changes: readonly DriftChange[], stack: string): DriftChange[] {
  const kept: DriftChange[] = [];
  let bytes = 2;
  for (const change of changes) {
    bytes += Buffer.byteLength(JSON.stringify(change)) + 1;
    const isLast = kept.length === changes.length - 1;
    if (bytes > MAX_BYTES || (kept.length === MAX_CHANGES - 1 && !isLast)) {
      return [...kept, { resource: stack, change: `${changes.length - kept.length} more are left out here` }];
    }
    kept.push(change);
  }
  return kept;
}
