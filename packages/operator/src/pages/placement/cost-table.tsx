import type { Region } from '@prego/contracts';
import { OFFERS } from '@prego/contracts/offers';
import { count, euros, localTime } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { Badge } from '../../ui/badge.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { COST_WORDS } from './cost-words.ts';
import { firstTryOf } from './first-try.ts';
import type { Price, PricedOffer, Try } from './new-server-cost.ts';

interface CostTableProps {
  title: string;
  region: Region;
  tries: readonly Try[];
  isAvailabilityKnown: boolean;
}

/** The tries of one kind of placement, each with its servers and what they cost together. */
export function CostTable({ title, region, tries, isAvailabilityKnown }: CostTableProps) {
  const words = useWords(COST_WORDS);
  const heads = [
    ['order', words.order],
    ['role', words.roleHead],
    ['type', words.type],
    ['availability', words.availability],
  ] as const;
  return (
    <div className="min-w-0 pt-3">
      <h3 className="px-4 text-sm font-semibold">{title}</h3>
      <p className="px-4 text-xs text-muted">{useFirstTryText(region, tries, isAvailabilityKnown)}</p>
      <PlainTable
        label={`${words.title}: ${title}`}
        minWidthRem={36}
        head={[
          ...heads.map(([key, text]) => ({ key, text })),
          { key: 'hourly', text: words.hourly, align: 'end' },
          { key: 'monthly', text: words.monthly, align: 'end' },
        ]}
      >
        {tries.map((each, index) => (
          <TryRows key={each.location} of={each} place={index + 1} isAvailabilityKnown={isAvailabilityKnown} />
        ))}
      </PlainTable>
    </div>
  );
}

function useFirstTryText(region: Region, tries: readonly Try[], isAvailabilityKnown: boolean): string {
  const words = useWords(COST_WORDS);
  const first = firstTryOf(tries, OFFERS[region].locations);
  if (!isAvailabilityKnown) return words.preferredOnly(first.location);
  if (first.kind === 'instead') return words.insteadOf(first.location, first.preferred);
  return first.kind === 'none' ? words.allOut(first.location) : words.firstChoice(first.location);
}

function TryRows({ of, place, isAvailabilityKnown }: { of: Try; place: number; isAvailabilityKnown: boolean }) {
  const words = useWords(COST_WORDS);
  return (
    <tbody className="border-b border-line last:border-0">
      {of.offers.map((offer, index) => (
        <tr key={offer.role} className="align-top">
          {index === 0 && (
            <th scope="rowgroup" rowSpan={of.offers.length} className="px-3 py-1.5 text-left font-normal">
              <span className={place === 1 ? 'font-semibold' : 'text-muted'}>
                {place === 1 ? words.first : words.nth(place)}
              </span>
              <span className="block font-mono text-xs">{of.location}</span>
            </th>
          )}
          <td className="px-3 py-1.5 whitespace-nowrap">{words.role[offer.role]}</td>
          <td className="px-3 py-1.5">
            <TypeName offer={offer} />
          </td>
          <td className="px-3 py-1.5">
            <Availability offer={offer} isKnown={isAvailabilityKnown} />
          </td>
          <PriceCells price={offer.price} />
        </tr>
      ))}
      {of.offers.length > 1 && (
        <tr className="font-semibold">
          <td />
          <th scope="row" colSpan={3} className="px-3 pt-1 pb-2 text-left">
            {words.sum}
          </th>
          <PriceCells price={of.sum} />
        </tr>
      )}
    </tbody>
  );
}

function TypeName({ offer: { server_type, type } }: { offer: PricedOffer }) {
  const words = useWords(COST_WORDS);
  const { language } = useLanguage();
  return (
    <>
      <code className="font-mono">{server_type}</code>
      {type?.deprecated && (
        <span className="ml-2">
          <Badge tone="warn">{words.deprecated}</Badge>
        </span>
      )}
      {type && (
        <span className="block text-xs text-muted">
          {words.specs(type.cores, count(type.memory_gb, language), count(type.disk_gb, language))}
        </span>
      )}
    </>
  );
}

function Availability({ offer, isKnown }: { offer: PricedOffer; isKnown: boolean }) {
  const words = useWords(COST_WORDS);
  const { language } = useLanguage();
  if (offer.unavailableUntil !== null) {
    return (
      <>
        <Badge tone="warn">{words.soldOut}</Badge>
        <span className="block text-xs text-muted">{words.until(localTime(offer.unavailableUntil, language))}</span>
      </>
    );
  }
  return <span className="text-muted">{isKnown ? words.open : words.notKnown}</span>;
}

function PriceCells({ price }: { price: Price | null }) {
  const words = useWords(COST_WORDS);
  const { language } = useLanguage();
  const cell = 'px-3 py-1.5 text-right whitespace-nowrap tabular';
  if (!price) {
    return (
      <td colSpan={2} className={`${cell} text-muted`}>
        {words.noPrice}
      </td>
    );
  }
  return (
    <>
      <td className={cell}>{euros(price.hourly, 'hour', language)}</td>
      <td className={cell}>{euros(price.monthly, 'month', language)}</td>
    </>
  );
}
