import type { HourlyMetrics } from '@prego/contracts';
import { localTime, percent } from '../../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import { RESOURCES } from '../hourly-series.ts';
import { NODES_WORDS } from '../nodes-words.ts';
import { DETAIL_WORDS } from './detail-words.ts';

/** The hours of a node as figures, the newest first: average / highest. */
export function LoadTable({ nodeId, hourly }: { nodeId: string; hourly: readonly HourlyMetrics[] }) {
  const words = useWords(DETAIL_WORDS);
  const { resource: names } = useWords(NODES_WORDS);
  const { language } = useLanguage();
  return (
    <section
      aria-label={words.tableOf(nodeId)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="mt-2 max-h-80 overflow-auto"
    >
      <table className="w-full min-w-96 text-xs tabular">
        <caption className="sr-only">{words.tableOf(nodeId)}</caption>
        <thead className="sticky top-0 bg-surface text-left text-muted">
          <tr>
            <th scope="col" className="py-1 pr-3 font-medium">
              {words.hour}
            </th>
            {RESOURCES.map((resource) => (
              <th key={resource} scope="col" className="px-3 py-1 text-right font-medium">
                {`${names[resource]}: ${words.average} / ${words.highest}`}
              </th>
            ))}
            <th scope="col" className="py-1 pl-3 text-right font-medium">
              {words.pushes}
            </th>
          </tr>
        </thead>
        <tbody>
          {hourly.toReversed().map((hour) => (
            <tr key={hour.hour} className="border-t border-line">
              <th scope="row" className="py-1 pr-3 text-left font-normal whitespace-nowrap">
                {localTime(hour.hour, language)}
              </th>
              {RESOURCES.map((resource) => (
                <td key={resource} className="px-3 py-1 text-right whitespace-nowrap">
                  {`${percent(hour[`${resource}_avg`])} / ${percent(hour[`${resource}_max`])}`}
                </td>
              ))}
              <td className="py-1 pl-3 text-right">{hour.samples}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
