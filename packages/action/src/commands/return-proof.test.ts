import { describe, expect, test } from '@jest/globals';
import type { RemainingThing } from '@prego/stacks';
import { recordedIo } from '../testing/recorded-io.ts';
import { leftovers, warnOfUnbilled } from './return-proof.ts';

const thing = (kind: RemainingThing['kind'], name: string, hourly: number | null): RemainingThing => ({
  ...{ kind, name, hourly },
  id: '7',
  currency: 'EUR',
});

describe('what is left after a return', () => {
  test('is nothing', () => {
    expect(leftovers([])).toBeUndefined();
  });

  test('is a failure with each thing that is billed, and what all of it costs an hour', () => {
    const left = [thing('servers', 'acme-app', 0.0123), thing('volumes', 'acme-db', 0.0012), thing('networks', 'n', 0)];
    expect(leftovers(left)).toMatchObject({
      code: 'leftovers',
      message:
        'Hetzner still bills server acme-app (id 7, 0.0123 EUR an hour), volume acme-db (id 7, 0.0012 EUR an hour): 0.0135 EUR an hour in all.',
    });
  });

  test('is a failure too where its price is not known', () => {
    const left = [thing('servers', 'of a type no longer sold', null), thing('volumes', 'acme-db', 0.0012)];
    expect(leftovers(left)).toMatchObject({
      code: 'leftovers',
      message:
        'Hetzner still bills server of a type no longer sold (id 7, an unknown price), volume acme-db (id 7, 0.0012 EUR an hour): an unknown price in all.',
    });
  });

  test('is a failure where a thing of these kinds is free, and another kind is not asked for', () => {
    const left = [thing('firewalls', 'forge', 0), thing('networks', 'office', 0)];
    expect(leftovers(left, ['servers', 'firewalls'])).toMatchObject({
      code: 'leftovers',
      message: 'Hetzner still has firewall forge (id 7, free).',
    });
    expect(leftovers([...left, thing('servers', 'forge', 0.0123)], ['servers', 'firewalls'])?.message).toBe(
      'Hetzner still bills server forge (id 7, 0.0123 EUR an hour): 0.0123 EUR an hour in all. Hetzner still has firewall forge (id 7, free).',
    );
    expect(leftovers(left, ['servers'])).toBeUndefined();
  });

  test('is only told where it is free', () => {
    const left = [thing('networks', 'acme-eu', 0), thing('placement_groups', 'acme', 0)];
    expect(leftovers(left)).toBeUndefined();
    const io = recordedIo();
    warnOfUnbilled(io, left);
    expect(io.annotations).toMatchObject([
      { kind: 'warning', message: expect.stringContaining('acme-eu (network), acme (placement group)') },
    ]);
  });
});
