import type { RemainingThing } from '@prego/stacks';
import { ActionError } from '../errors.ts';
import type { Io } from '../runner/io.ts';
import type { GivenBack } from '../stack-work/index.ts';
import { money, section, table } from '../summary.ts';
import { resourcesTable } from './provision-summary.ts';

/** What Hetzner bills by the hour. The rest is free, and only in the way. */
const BILLED: readonly RemainingThing['kind'][] = ['servers', 'volumes', 'primary_ips'];

/**
 * The error of a return after which something of these kinds is still there, billed or not; undefined if nothing is. What is not
 * asked for costs nothing.
 */
export function leftovers(
  remaining: readonly RemainingThing[],
  kinds: readonly RemainingThing['kind'][] = BILLED,
): ActionError | undefined {
  const left = remaining.filter(({ kind }) => kinds.includes(kind));
  if (left.length === 0) return undefined;
  const billed = left.filter(isBilled);
  const free = left.filter((thing) => !isBilled(thing));
  // An unknown price makes an unknown sum.
  const sum = billed.reduce<number | null>(
    (total, { hourly }) => (total !== null && hourly !== null ? total + hourly : null),
    0,
  );
  const inAll = anHour(sum, billed[0]?.currency ?? '');
  const bill = `Hetzner still bills ${billed.map(named).join(', ')}: ${inAll} in all.`;
  const rest = `Hetzner still has ${free.map(({ kind, id, name }) => `${kindName(kind)} ${name} (id ${id}, free)`).join(', ')}.`;
  return new ActionError(
    'leftovers',
    [...(billed.length > 0 ? [bill] : []), ...(free.length > 0 ? [rest] : [])].join(' '),
    'Retry the job. What is still there then was made by something else under our labels: delete it in the console of Hetzner.',
  );
}

const isBilled = ({ kind }: RemainingThing): boolean => BILLED.includes(kind);

/** What is left but costs nothing is told, and is no failure. */
export function warnOfUnbilled(io: Pick<Io, 'warning'>, remaining: readonly RemainingThing[]): void {
  const free = remaining.filter((thing) => !isBilled(thing));
  if (free.length === 0) return;
  const names = free.map(({ kind, name }) => `${name} (${kindName(kind)})`).join(', ');
  io.warning(`Hetzner still has ${names}. That costs nothing, and may be deleted in its console.`, 'Left over');
}

/** `volume acme-db (id 7, 0.0012 EUR an hour)` */
const named = ({ kind, id, name, hourly, currency }: RemainingThing): string =>
  `${kindName(kind)} ${name} (id ${id}, ${anHour(hourly, currency)})`;

const anHour = (price: number | null, currency: string): string =>
  price === null ? 'an unknown price' : `${money(price, currency, 4)} an hour`;

const kindName = (kind: RemainingThing['kind']): string => kind.slice(0, -1).replace('_', ' ');

/** What was destroyed, what is proved to be gone, and what is left, as Markdown. */
export function returnedSummary({ stack, steps, gone, remaining }: GivenBack): string[] {
  const goneRows = gone.map(({ kind, id, name }) => [kindName(kind), name, id]);
  const left = remaining.map(({ kind, id, name, hourly, currency }) => [
    ...[kindName(kind), name, id],
    hourly === null ? 'unknown' : money(hourly, currency, 4),
  ]);
  return [
    section(`Stack ${stack}`, resourcesTable(steps)),
    section('Proved to be gone', table(['Kind', 'Name', 'Id'], goneRows)),
    section('Still there', table(['Kind', 'Name', 'Id', 'An hour, net'], left)),
  ].filter((part) => part !== '');
}
