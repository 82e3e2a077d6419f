import type { LibraryChoices } from '@prego/contracts';
import { euros } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { Empty } from '../../../ui/empty.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { type SizeRow, sizeRows } from './size-rows.ts';
import { TEMPLATE_WORDS } from './template-words.ts';

/** What a template costs on each size that serves it. */
export function SizesPanel({ choices }: { choices: Live<LibraryChoices> }) {
  const words = useWords(TEMPLATE_WORDS);
  return (
    <Panel flush title={words.prices} aside={words.pricesSub}>
      <QueryView query={choices} what={words.prices} lines={5}>
        {(known) =>
          known.sizes.length === 0 ? (
            <Empty>{known.inventory_seen_at === null ? words.never : words.noSizes}</Empty>
          ) : (
            <PlainTable
              label={words.sizes}
              minWidthRem={56}
              head={[
                { key: 'size', text: words.size },
                { key: 'cores', text: words.cores, align: 'end' },
                { key: 'memory', text: words.memory, align: 'end' },
                { key: 'disk', text: words.disk, align: 'end' },
                { key: 'hour', text: words.hour, align: 'end' },
                { key: 'month', text: words.month, align: 'end' },
                { key: 'sold', text: words.sold },
              ]}
            >
              <tbody className="divide-y divide-line">
                {sizeRows(known).map((row) => (
                  <Row key={row.size.server_type} {...row} />
                ))}
              </tbody>
            </PlainTable>
          )
        }
      </QueryView>
    </Panel>
  );
}

const FIGURE = 'px-3 py-2 text-right whitespace-nowrap tabular';

function Row({ size, price, isFrom }: SizeRow) {
  const words = useWords(TEMPLATE_WORDS);
  const { language } = useLanguage();
  const priced = (value: number | null, per: 'hour' | 'month') => {
    if (value === null) return '–';
    const text = euros(value, per, language);
    return isFrom ? words.least(text) : text;
  };
  return (
    <tr>
      <th scope="row" className="px-3 py-2 text-left font-mono text-xs font-medium whitespace-nowrap">
        {size.server_type}
        {size.architecture === 'arm' && <span className="ml-1.5 font-sans text-muted">{words.arm}</span>}
      </th>
      <td className={FIGURE}>{size.cores}</td>
      <td className={FIGURE}>{`${size.memory_gb} GB`}</td>
      <td className={FIGURE}>{`${size.disk_gb} GB`}</td>
      <td className={FIGURE}>{priced(price.hourly, 'hour')}</td>
      <td className={FIGURE}>{priced(price.monthly, 'month')}</td>
      <td className="px-3 py-2 text-xs">
        {size.offers.map(({ location, available }) => (available ? location : words.noRoom(location))).join(', ')}
      </td>
    </tr>
  );
}
