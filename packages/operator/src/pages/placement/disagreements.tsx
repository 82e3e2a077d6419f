import type { DecisionReplay } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import { DECISION_WORDS } from './decision-words.ts';

/** What the stored rows say otherwise than the record, field by field. */
export function Disagreements({ of }: { of: DecisionReplay['from_rows']['disagreements'] }) {
  const words = useWords(DECISION_WORDS);
  if (of.length === 0) return null;
  return (
    <section aria-labelledby="disagreements" className="border-t border-line bg-bad-soft px-4 py-3 text-sm">
      <h3 id="disagreements" className="font-semibold text-bad">
        {words.disagreements(of.length)}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul aria-labelledby="disagreements" tabIndex={0} className="mt-1 max-h-60 space-y-0.5 overflow-y-auto">
        {of.map(({ field, recorded, replayed }) => (
          <li key={field}>
            <code className="font-mono text-xs">{field}</code>:{' '}
            {words.disagreement(JSON.stringify(recorded) ?? '–', JSON.stringify(replayed) ?? '–')}
          </li>
        ))}
      </ul>
    </section>
  );
}
