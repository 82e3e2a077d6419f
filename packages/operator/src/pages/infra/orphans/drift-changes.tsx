import type { DriftChange } from '@prego/contracts';
import { count, euros } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { NodeLink } from '../../../ui/id-links.tsx';
import { changeCost, kindOfType, type PriceOfName } from './drift-costs.ts';
import { DRIFT_WORDS } from './drift-words.ts';

/** As many as anyone reads; a stack may have a thousand. */
const SHOWN = 100;
const CELL = 'px-2 py-1 text-left align-top';

interface DriftChangesProps {
  stack: string;
  changes: readonly DriftChange[];
  priceOf: PriceOfName;
}

/** What of a stack is not as its state says. */
export function DriftChanges({ stack, changes, priceOf }: DriftChangesProps) {
  const words = useWords(DRIFT_WORDS);
  const { language } = useLanguage();
  const { head } = words;
  const label = `${words.title}: ${stack}`;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="mt-1 max-h-96 overflow-auto"
    >
      <table className="w-full min-w-[36rem] text-xs">
        <caption className="sr-only">{label}</caption>
        <thead className="text-muted">
          <tr>
            {[head.resource, head.kind, head.what, head.properties].map((name) => (
              <th key={name} scope="col" className={`${CELL} font-medium`}>
                {name}
              </th>
            ))}
            <th scope="col" className="px-2 py-1 text-right font-medium">
              {head.hour}
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, SHOWN).map((change, index) => {
            const cost = changeCost(change, priceOf);
            const isServer = change.type?.endsWith(':Server');
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report is replaced as a whole, and may name a resource twice
              <tr key={index} className="border-t border-line">
                <td className={`${CELL} font-mono`}>
                  {isServer ? <NodeLink id={change.resource} /> : change.resource}
                </td>
                <td className={CELL}>{change.type && kindOfType(change.type)}</td>
                <td className={CELL}>{words.change[change.change] ?? change.change}</td>
                <td className={`${CELL} font-mono`}>{change.properties?.join(', ')}</td>
                <td className="px-2 py-1 text-right tabular">
                  {cost === undefined ? '' : euros(cost, 'hour', language)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {changes.length > SHOWN && (
        <p className="p-2 text-xs text-muted">{words.more(count(changes.length - SHOWN, language))}</p>
      )}
    </section>
  );
}
