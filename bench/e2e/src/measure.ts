import type { Client } from '@prego/acceptance/client';
import { closeNodes } from '@prego/acceptance/nodes';
import type { ProvisionTraceDetail } from '@prego/contracts';

export type Scenario = 'E1' | 'E2' | 'E3';

/** Where the time between dispatch and completion went, in milliseconds, in this order. */
export const PHASES = [
  'runner starts',
  'server',
  'registered and reporting',
  'address',
  'second job starts',
  'check and completion',
] as const;
export type Phases = Readonly<Record<(typeof PHASES)[number], number>>;

export interface Measured {
  readonly totalMs: number;
  readonly phases: Phases;
}

/** Does each scenario so many times, one after the other, on clouds whose actions take their usual time. */
export async function measure(
  client: Client,
  times: number,
  say: (line: string) => void,
): Promise<Record<Scenario, Measured[]>> {
  const measured: Record<Scenario, Measured[]> = { E1: [], E2: [], E3: [] };
  // Not counted: it warms the caches of the machine, and gives E1 its node.
  await once(client, 'warm-up', {});
  for (let n = 0; n < times; n++) {
    measured.E1.push(await once(client, `e1-${n}`, {}));
    await closeNodes(client, true);
    measured.E2.push(await once(client, `e2-${n}`, {}));
    measured.E3.push(await once(client, `e3-${n}`, { plan_tier: 'enterprise' }));
    say(
      `${n + 1} of ${times}: ${Object.entries(measured)
        .map(([name, all]) => `${name} ${all.at(-1)?.totalMs} ms`)
        .join(', ')}`,
    );
  }
  return measured;
}

async function once(client: Client, tenant: string, wish: Parameters<Client['signUp']>[1]): Promise<Measured> {
  const { job_id } = await client.signUp(tenant, wish);
  await client.ended(job_id);
  return measuredOf(await client.trace(job_id));
}

/** From the times that the control plane and the action noted: both use this machine's clock. */
export function measuredOf({ attempts }: ProvisionTraceDetail): Measured {
  const attempt = attempts[0];
  if (!attempt) throw new Error('There is no attempt.');
  const step = (number: number) => attempt.steps[number - 1];
  const marks = [
    attempt.dispatched_at,
    attempt.claimed_at,
    step(5)?.ended_at,
    step(6)?.ended_at,
    step(7)?.ended_at,
    step(9)?.started_at,
    attempt.ended_at,
  ];
  const times = marks.map((mark, index) => {
    if (typeof mark === 'number') return mark;
    throw new Error(`The attempt does not tell when ${PHASES[index] ?? 'it ended'}.`);
  });
  const phases = Object.fromEntries(
    PHASES.map((name, index) => [name, (times[index + 1] as number) - (times[index] as number)]),
  );
  return {
    totalMs: (times.at(-1) as number) - (times[0] as number),
    phases: phases as Record<(typeof PHASES)[number], number>,
  };
}
