import { describe, expect, test } from '@jest/globals';
import { Stage } from '@prego/contracts';
import type { StackEvent } from '@prego/stacks';
import { recordedIo } from '../testing/recorded-io.ts';
import { stackTeller } from './stack-events.ts';

type Told = [stage: string, status: string, data: unknown];

function heard(...events: StackEvent[]) {
  const io = recordedIo();
  const told: Told[] = [];
  const lines: string[] = [];
  const tell = stackTeller(io, {
    event: (stage, status, data) => void told.push([stage, status, data]),
    log: (line) => void lines.push(line),
  });
  for (const event of events) tell(event);
  return { log: io.log, told, lines };
}

const server = { type: 'resource', action: 'create', kind: 'Server', name: 'sg-s-7k2m9qxa', planned: false } as const;

describe('what a stack does', () => {
  test('is a line for each resource that was touched, with its time', () => {
    const { log, lines } = heard(
      { ...server, status: 'started' },
      { ...server, status: 'done', durationMs: 12_340 },
      { ...server, name: 'sg-s-old', action: 'same', status: 'done' },
      { ...server, name: 'x', action: 'update', status: 'failed', durationMs: 900, differs: ['labels'] },
    );
    expect(log).toEqual(['Server sg-s-7k2m9qxa: created in 12.3 s', 'Server x: update failed after 900 ms (labels)']);
    expect(lines).toEqual(log);
  });

  test('is told to the trace under a stage of its own for each resource', () => {
    const { told } = heard(
      { ...server, status: 'started' },
      { ...server, status: 'done', durationMs: 12_340.4 },
      { ...server, kind: 'ServerNetwork', name: 'sg-s-7k2m9qxa-network', status: 'started' },
    );
    expect(told).toEqual([
      ['engine.resource.server.sg_s_7k2m9qxa', 'started', { action: 'create', kind: 'Server', name: 'sg-s-7k2m9qxa' }],
      [
        'engine.resource.server.sg_s_7k2m9qxa',
        'done',
        { action: 'create', kind: 'Server', name: 'sg-s-7k2m9qxa', duration_ms: 12_340 },
      ],
      [
        'engine.resource.servernetwork.sg_s_7k2m9qxa_network',
        'started',
        { action: 'create', kind: 'ServerNetwork', name: 'sg-s-7k2m9qxa-network' },
      ],
    ]);
  });

  test('has stages that the control plane takes, whatever a resource is called', () => {
    const { told } = heard({ ...server, status: 'done', kind: 'Ünnamed', name: `Größe ${'x'.repeat(90)}` });
    for (const [stage] of told) expect(Stage.safeParse(stage).success).toBe(true);
  });

  test('names every offer that was refused, each as an event of its own', () => {
    const refused = { type: 'offer_refused', server: 'db', serverType: 'cx23', code: 'capacity_unavailable' } as const;
    const { log, told } = heard(
      { ...refused, location: 'fsn1' },
      { ...refused, server: 'app', location: 'fsn1' },
      { ...server, name: 'net', action: 'same', status: 'done' },
      { ...server, status: 'started' },
      { ...refused, location: 'nbg1' },
      { type: 'message', severity: 'error', text: 'every offer was refused' },
    );
    // After the last one there is none.
    expect(log).toEqual([
      'db: no cx23 in fsn1 (capacity_unavailable).',
      'app: no cx23 in fsn1 (capacity_unavailable).',
      'The next offer is tried.',
      'db: no cx23 in nbg1 (capacity_unavailable).',
      'error: every offer was refused',
    ]);
    const refusals = told.map(([stage, status]) => `${stage} ${status}`).filter((what) => what.includes('refused'));
    expect(refusals).toEqual([1, 2, 3].map((nth) => `engine.offer_refused.${nth} failed`));
  });

  test('says what is waited for; what the engine mentions goes to its log only', () => {
    const { log, lines } = heard(
      { type: 'waiting', reason: 'stack_lock', ms: 1_000 },
      { type: 'message', severity: 'info', text: 'a detail' },
      { type: 'message', severity: 'warning', text: 'it was off', resource: 'db' },
    );
    expect(log).toEqual(["Waiting 1.0 s: another run's lock of the stack.", 'warning: db: it was off']);
    expect(lines).toContain('info: a detail');
  });
});
