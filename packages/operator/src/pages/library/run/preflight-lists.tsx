import type { PreflightAnswer } from '@prego/contracts';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { PreflightSection } from './preflight-section.tsx';
import { RUN_WORDS } from './run-words.ts';
import { toldLimits } from './told-limits.ts';

/** What is tried, one after the other. `isChosen`: a size and a location are. */
export function PreflightOffers({ offers, isChosen }: Pick<PreflightAnswer, 'offers'> & { isChosen: boolean }) {
  const words = useWords(RUN_WORDS);
  if (offers.length === 0) return <p className="text-muted">{isChosen ? words.triedNowhere : words.triedNone}</p>;
  return (
    <>
      <ol className="list-inside list-decimal space-y-0.5">
        {offers.map(({ server_type, location, available }) => (
          <li key={`${server_type} ${location}`}>
            {`${server_type}, ${location}: `}
            <span className={available ? 'text-ok' : 'text-warn'}>{available ? words.available : words.noRoom}</span>
          </li>
        ))}
      </ol>
      <p className="text-xs text-muted">{words.triedNote}</p>
    </>
  );
}

/** How near the run comes to what Hetzner allows at most. */
export function PreflightLimits({ limits }: Pick<PreflightAnswer, 'limits'>) {
  const words = useWords(RUN_WORDS);
  const { language } = useLanguage();
  const told = toldLimits(limits);
  if (told.length === 0) return <p className="text-muted">{words.unchecked}</p>;
  return (
    <ul className="space-y-1">
      {told.map(({ what, used, more, most }) => (
        <li key={what}>
          {words.limit[what]}
          <span className="block text-xs text-muted tabular">
            <span className={used + more > most ? 'font-medium text-bad' : undefined}>
              {words.ofMost(count(used + more, language), count(most, language))}
            </span>
            {more > 0 && used > 0 && ` (${words.adds(count(more, language))})`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/**
 * That no name is taken; nothing where one is, which stands beside its field and among what is to be mended. `asked`: the names
 * are such that they could be looked for, and somebody has looked at the cloud.
 */
export function PreflightNames({ faults, asked }: Pick<PreflightAnswer, 'faults'> & { asked: boolean }) {
  const words = useWords(RUN_WORDS);
  if (faults.some(({ fault }) => fault === 'name_taken' || fault === 'server_name_taken')) return null;
  return (
    <PreflightSection title={words.clashes}>
      <p className="text-muted">{asked ? words.noClashes : words.unchecked}</p>
    </PreflightSection>
  );
}
