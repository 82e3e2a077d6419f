import { count, percent } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import type { Live } from '../../live/use-live.ts';
import { TIMELINE_WORDS } from '../../timeline/timeline-words.ts';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { COUNTED_DAYS, type Conversion, conversionOf, type Funnel } from './funnel.ts';
import { ONBOARDING_PAGE_WORDS } from './onboarding-words.ts';

/** How far the sign-ups of the last days came. */
export function ConversionPanel({ counts }: { counts: Live<Funnel> }) {
  const words = useWords(ONBOARDING_PAGE_WORDS).conversion;
  return (
    <Panel title={words.title(COUNTED_DAYS)}>
      <QueryView query={counts} what={words.what} lines={6}>
        {({ counts }) => {
          const rows = counts ? conversionOf(counts) : [];
          if (rows.every((row) => row.count === 0)) return <Empty>{words.none}</Empty>;
          return (
            <>
              <Table rows={rows} />
              <p className="mt-3 text-xs text-muted">{words.note}</p>
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function Table({ rows }: { rows: readonly Conversion[] }) {
  const words = useWords(ONBOARDING_PAGE_WORDS);
  const names = useWords(TIMELINE_WORDS).milestone;
  const { language } = useLanguage();
  const most = Math.max(...rows.map((row) => row.count));
  const { milestone, tenants, ofAll, ofBefore } = words.conversion;
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="text-xs text-muted">
          <th scope="col" className="w-full pb-1 text-left font-medium">
            {milestone}
          </th>
          <th scope="col" className="pb-1 pl-4 text-right font-medium whitespace-nowrap">
            {tenants}
          </th>
          <th scope="col" className="pb-1 pl-4 text-right font-medium whitespace-nowrap">
            {ofAll}
          </th>
          <th scope="col" className="pb-1 pl-4 text-right font-medium whitespace-nowrap max-sm:hidden">
            {ofBefore}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row" className="py-1.5 text-left font-normal">
              {names[row.name]}
              <span aria-hidden className="mt-1 block h-1.5 rounded-full bg-sunken">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(row.count / most) * 100}%` }}
                />
              </span>
            </th>
            <td className="py-1.5 pl-4 text-right align-top whitespace-nowrap tabular">{count(row.count, language)}</td>
            <td className="py-1.5 pl-4 text-right align-top whitespace-nowrap tabular">{percent(row.ofAll)}</td>
            <td className="py-1.5 pl-4 text-right align-top whitespace-nowrap text-muted tabular max-sm:hidden">
              {percent(row.ofBefore)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
