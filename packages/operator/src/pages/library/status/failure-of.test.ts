import { describe, expect, test } from '@jest/globals';
import type { ProvisionTraceDetail } from '@prego/contracts';
import { aJob, anAttempt, anEvent } from '../../provision-trace/testing/a-story.ts';
import { failureOf } from './failure-of.ts';

const REMEDY = 'Try another location.';
const failed = {
  status: 'provision_failed',
  job_id: 'job_a',
  error_code: 'capacity_unavailable',
  error_message: `Hetzner has no room for cx23 in fsn1. ${REMEDY}`,
} as const;

const traceWith = (more: Partial<ProvisionTraceDetail>): ProvisionTraceDetail => ({
  ...{ job: aJob({ status: 'failed' }), attempts: [anAttempt()], trace_events: [] },
  ...{ provision_ui_current_label: null, current_stage: null },
  ...more,
});

describe('why it has failed', () => {
  test('is told with the remedy of the stage that failed, which stands but once', () => {
    const trace = traceWith({ trace_events: [anEvent('stack.up', 'failed', 5000, { remedy: REMEDY })] });
    expect(failureOf(failed, trace)).toEqual({
      code: 'capacity_unavailable',
      message: 'Hetzner has no room for cx23 in fsn1.',
      remedy: REMEDY,
      at: null,
    });
  });

  test('names the resource at which it failed, but not the one for which there was no room anywhere', () => {
    const server = anEvent('engine.resource.server.db', 'failed', 4000, { kind: 'Server', name: 'db' });
    const last = anEvent('return.stack', 'failed', 5000);
    expect(failureOf(failed, traceWith({ trace_events: [server, last] }))?.at).toBe(server);
    const refused = anEvent('engine.offer_refused.1', 'failed', 4500);
    expect(failureOf(failed, traceWith({ trace_events: [server, refused, last] }))?.at).toBeNull();
  });

  test('of an earlier attempt, or another job, is not the remedy of this one', () => {
    const trace_events = [anEvent('stack.up', 'failed', 5000, { remedy: REMEDY })];
    const plain = { code: 'capacity_unavailable', message: failed.error_message, remedy: null, at: null };
    const retried = traceWith({ job: aJob({ attempt: 2 }), trace_events });
    const other = traceWith({ job: aJob({ job_id: 'job_b' }), trace_events });
    expect([failureOf(failed, retried), failureOf(failed, other)]).toEqual([plain, plain]);
    expect(failureOf(failed, undefined)).toEqual(plain);
  });

  test('is nothing where nothing has failed, whatever failed before', () => {
    expect(failureOf({ ...failed, status: 'provisioned' }, undefined)).toBeNull();
    expect(failureOf({ ...failed, status: 'returning' }, undefined)).toBeNull();
  });
});
