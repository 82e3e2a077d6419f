import type { NodeSummary } from '@prego/contracts';
import { count, euros } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { TONE_TEXT, type Tone } from '../../../ui/tone.ts';
import { monthOf } from '../month.ts';
import { fleetSums } from './fleet-sums.ts';
import type { PriceOfNode } from './node-prices.ts';
import { NODES_WORDS } from './nodes-words.ts';
import type { Concern } from './sort-nodes.ts';

const TONES: Readonly<Record<Concern, Tone>> = {
  failed: 'bad',
  stale: 'bad',
  closed: 'warn',
  cordoned: 'warn',
  draining: 'warn',
  provisioning: 'info',
  full: 'idle',
  none: 'ok',
  retired: 'idle',
};

interface FleetLineProps {
  nodes: readonly NodeSummary[];
  priceOf: PriceOfNode;
  isReading: boolean;
  isCut: boolean;
}

/** What the listed nodes come to: how many are badly off, how many seats are taken, what they cost. */
export function FleetLine({ nodes, priceOf, isReading, isCut }: FleetLineProps) {
  const words = useWords(NODES_WORDS);
  const { language } = useLanguage();
  const sums = fleetSums(nodes, priceOf);
  const figure = (value: number) => count(value, language);
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 tabular">
      <li className="font-medium text-ink">{words.count(figure(sums.nodes))}</li>
      {sums.concerns.map(([concern, nodes]) => (
        <li key={concern} className={TONE_TEXT[TONES[concern]]}>
          {`${figure(nodes)} ${words.concerns[concern]}`}
        </li>
      ))}
      <li>{words.seatsTaken(figure(sums.tenants + sums.reservations), figure(sums.capacity))}</li>
      {sums.hourlyCost > 0 && (
        <li>
          {words.cost(euros(sums.hourlyCost, 'hour', language), euros(monthOf(sums.hourlyCost), 'month', language))}
        </li>
      )}
      {sums.hourlyCost > 0 && sums.withoutPrice > 0 && <li>{words.withoutPrice(figure(sums.withoutPrice))}</li>}
      {isReading && <li>{words.reading(figure(sums.nodes))}</li>}
      {isCut && <li className="text-warn">{words.cut(figure(sums.nodes))}</li>}
    </ul>
  );
}
