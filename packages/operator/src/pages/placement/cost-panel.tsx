import type { Region, ServerType } from '@prego/contracts';
import type { WholeInventory } from '../../api/read-inventory.ts';
import { useWords } from '../../i18n/language.tsx';
import { useNow } from '../../live/use-now.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import { INVENTORY, lookAge } from '../infra/orphans/look-age.ts';
import { CostTable } from './cost-table.tsx';
import { COST_WORDS } from './cost-words.ts';
import { MADE, triesOf, type UnavailableOffer } from './new-server-cost.ts';
import type { PriceList } from './use-price-list.ts';

/** What is bought in a region, in the order in which it is tried, and for how much. */
export function CostPanel({ region, prices }: { region: Region; prices: PriceList }) {
  const words = useWords(COST_WORDS);
  const { types, unavailable } = prices;
  return (
    <Panel title={words.title} aside={<Seen at={types.data?.seen_at} />} flush>
      {unavailable.error && (
        <FailureNote
          what={words.offers}
          error={unavailable.error}
          stale={unavailable.data !== undefined}
          onRetry={() => void unavailable.refetch()}
        />
      )}
      <QueryView query={types} what={words.prices} lines={6}>
        {(list) => <Costs region={region} types={list} unavailable={unavailable.data} at={unavailable.dataUpdatedAt} />}
      </QueryView>
    </Panel>
  );
}

function Seen({ at }: { at: number | null | undefined }) {
  const words = useWords(COST_WORDS);
  const now = useNow();
  if (typeof at !== 'number') return null;
  return (
    <>
      {words.seen} <Time at={at} />. {words.net}
      {lookAge(at, now, INVENTORY) === 'old' && <span className="text-warn"> {words.old}</span>}
    </>
  );
}

interface CostsProps {
  region: Region;
  types: WholeInventory<ServerType>;
  /** Undefined: not known. */
  unavailable: WholeInventory<UnavailableOffer> | undefined;
  /** When that was read. */
  at: number;
}

function Costs({ region, types, unavailable, at }: CostsProps) {
  const words = useWords(COST_WORDS);
  const known = { types: types.items, unavailable: unavailable?.items ?? [], now: at };
  return (
    <>
      {types.seen_at === null && <p className="px-4 pt-3 text-sm text-warn">{words.noList}</p>}
      <div className="grid divide-y divide-line xl:grid-cols-2 xl:divide-x xl:divide-y-0">
        {(['shared', 'dedicated'] as const).map((made) => (
          <CostTable
            key={made}
            title={words[made]}
            tries={triesOf(region, MADE[made], known)}
            isAvailabilityKnown={unavailable !== undefined && unavailable.seen_at !== null}
            region={region}
          />
        ))}
      </div>
    </>
  );
}
