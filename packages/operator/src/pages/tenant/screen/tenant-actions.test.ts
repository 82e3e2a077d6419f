import { describe, expect, test } from '@jest/globals';
import { JobKind, JobStatus, PlanTier, TenantStatus } from '@prego/contracts';
import fc from 'fast-check';
import { type ActionFacts, actionsOf } from './tenant-actions.ts';

const seat = (node_id: string, kind: 'reservation' | 'tenant' = 'tenant') => ({
  ...{ node_id, kind, job_id: 'job_1', since: 0, node_status: 'ready' as const, host_ipv4: null, host_ipv6: null },
});
const job = (job_id: string, status: JobStatus, kind: JobKind = 'provision', dedicated: 1 | null = null) => ({
  ...{ job_id, status, kind, attempt: 2, dedicated },
});
const facts = (status: TenantStatus, jobs: ActionFacts['jobs'], more: Partial<ActionFacts> = {}): ActionFacts => ({
  tenant: { status, plan_tier: 'basic', subdomain_slug: 'acme', seat: null },
  ...{ jobs, runKnown: true, ownNodes: [], ...more },
});
const TRIO = ['sg-d-7k2m9qxa-app', 'sg-d-7k2m9qxa-db', 'sg-d-7k2m9qxa-redis'];

/** Name by name: what may be done, or the code of why not. */
const told = (given: ActionFacts) =>
  Object.fromEntries(
    Object.entries(actionsOf(given)).map(([name, offer]) => [name, offer.may ? 'may' : offer.why.code]),
  );

describe('what may be done with a tenant', () => {
  test.each<[string, ActionFacts, Record<string, string>]>([
    [
      'that lives',
      facts('active', [job('job_1', 'completed')]),
      { retry: 'nothing_failed', cancel: 'nothing_moves', enqueue: 'lives', giveBack: 'may' },
    ],
    [
      'that is being provisioned',
      facts('provisioning', [job('job_1', 'running')]),
      { retry: 'job_active', cancel: 'may', enqueue: 'job_active', giveBack: 'job_active' },
    ],
    [
      'whose run is not known',
      facts('provisioning', [job('job_1', 'running')], { runKnown: false }),
      { retry: 'job_active', cancel: 'run_unknown', enqueue: 'job_active', giveBack: 'job_active' },
    ],
    [
      'whose job has failed',
      facts('failed', [job('job_1', 'failed')]),
      { retry: 'may', cancel: 'nothing_moves', enqueue: 'may', giveBack: 'may' },
    ],
    [
      'whose job has failed and left servers of its own',
      facts('failed', [job('job_1', 'failed', 'provision', 1)], { ownNodes: TRIO }),
      { retry: 'may', cancel: 'nothing_moves', enqueue: 'has_servers', giveBack: 'may' },
    ],
    [
      'that is being returned',
      facts('returning', [job('job_2', 'queued', 'return'), job('job_1', 'completed')]),
      { retry: 'job_active', cancel: 'may', enqueue: 'job_active', giveBack: 'returning' },
    ],
    [
      'that is half returned',
      facts('failed', [job('job_2', 'failed', 'return'), job('job_1', 'completed')]),
      { retry: 'may', cancel: 'nothing_moves', enqueue: 'half_returned', giveBack: 'may' },
    ],
    [
      'whose return was cancelled before it began',
      facts('active', [job('job_2', 'cancelled', 'return'), job('job_1', 'completed')]),
      { retry: 'may', cancel: 'nothing_moves', enqueue: 'lives', giveBack: 'may' },
    ],
    [
      'that is returned',
      facts('returned', [job('job_2', 'completed', 'return'), job('job_1', 'completed')]),
      { retry: 'returned', cancel: 'nothing_moves', enqueue: 'may', giveBack: 'returned' },
    ],
    [
      'an older job of which was retried',
      facts('provisioning', [job('job_2', 'failed'), job('job_1', 'waiting')]),
      { retry: 'job_active', cancel: 'may', enqueue: 'job_active', giveBack: 'job_active' },
    ],
    [
      'without any job',
      facts('provisioning', []),
      { retry: 'nothing_failed', cancel: 'nothing_moves', enqueue: 'may', giveBack: 'may' },
    ],
  ])('%s', (_, given, expected) => expect(told(given)).toEqual(expected));

  test('a retry is the next attempt of the newest job', () => {
    const { retry } = actionsOf(facts('failed', [job('job_2', 'failed', 'return'), job('job_1', 'failed')]));
    expect(retry).toEqual({ may: true, job_id: 'job_2', kind: 'return', next: 3 });
  });

  test('only a returned tenant may choose tier, region and slug anew', () => {
    expect(actionsOf(facts('returned', [])).enqueue).toEqual({ may: true, fixed: false });
    expect(actionsOf(facts('failed', [job('job_1', 'failed')])).enqueue).toEqual({ may: true, fixed: true });
  });

  test('a return names what it destroys, or the node that stays', () => {
    const tenant = { status: 'active', subdomain_slug: 'acme' } as const;
    const shared = actionsOf(
      facts('active', [], { tenant: { ...tenant, plan_tier: 'basic', seat: seat('sg-s-7k2m9qxa') } }),
    );
    expect(shared.giveBack).toEqual({ may: true, name: 'acme', destroys: null, keeps: 'sg-s-7k2m9qxa' });
    const dedicated = actionsOf(
      facts('active', [], {
        tenant: { ...tenant, plan_tier: 'enterprise', seat: seat(TRIO[0] ?? '') },
        ownNodes: TRIO,
      }),
    );
    expect(dedicated.giveBack).toEqual({ may: true, name: 'acme', destroys: TRIO, keeps: null });
  });

  test('while a job is under way there is nothing to do but to cancel it, whatever else is known', () => {
    const jobs = fc.array(
      fc.record({ status: fc.constantFrom(...JobStatus.options), kind: fc.constantFrom(...JobKind.options) }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(
        jobs,
        fc.constantFrom(...TenantStatus.options),
        fc.constantFrom(...PlanTier.options),
        fc.boolean(),
        (jobs, status, plan_tier, runKnown) => {
          const given = facts(
            status,
            jobs.map(({ status, kind }, index) => job(`job_${index}`, status, kind)),
            { runKnown, tenant: { status, plan_tier, subdomain_slug: 'acme', seat: null } },
          );
          const { retry, cancel, enqueue, giveBack } = actionsOf(given);
          const moves = given.jobs.some(({ status }) => !['completed', 'failed', 'cancelled'].includes(status));
          if (moves) expect([retry.may, enqueue.may, giveBack.may]).toEqual([false, false, false]);
          else expect(cancel.may).toBe(false);
        },
      ),
    );
  });
});
