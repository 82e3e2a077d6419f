import type { TemplateManifest } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { TimeSaid } from '../../../ui/time-said.tsx';
import { usePriceText } from '../../../ui/use-price-text.ts';
import { type Answered, areNamesRight, isPrefix } from './form-faults.ts';
import { PreflightLimits, PreflightNames, PreflightOffers } from './preflight-lists.tsx';
import { PreflightResources } from './preflight-resources.tsx';
import { PreflightSection } from './preflight-section.tsx';
import { RUN_WORDS } from './run-words.ts';

interface PreflightAnswerProps extends Answered {
  servers: TemplateManifest['servers'];
}

/** What a run would make, cost and try, by the control plane's last answer. */
export function PreflightAnswer({ answer, inputs, servers, checkedAt }: PreflightAnswerProps) {
  const words = useWords(RUN_WORDS);
  const priceText = usePriceText();
  const isChosen = inputs.server_type !== '' && inputs.location !== '';
  const isNamed = isPrefix(inputs, servers);
  return (
    <>
      <PreflightSection title={words.price}>
        {isChosen ? (
          <p className="text-base font-semibold tabular">{priceText(answer.price)}</p>
        ) : (
          <p className="text-muted">{words.triedNone}</p>
        )}
        <p className="text-xs text-muted">{words.net}</p>
      </PreflightSection>
      <PreflightSection title={words.made}>
        <PreflightResources
          resources={answer.resources}
          priced={isChosen}
          keys={isNamed ? undefined : servers.map(({ key }) => key)}
        />
      </PreflightSection>
      <PreflightSection title={words.tried}>
        <PreflightOffers offers={answer.offers} isChosen={isChosen} />
      </PreflightSection>
      <PreflightSection title={words.limits}>
        <PreflightLimits limits={answer.limits} />
      </PreflightSection>
      <PreflightNames
        faults={answer.faults}
        asked={answer.inventory_seen_at !== null && areNamesRight(inputs, servers)}
      />
      <p className="flex flex-wrap gap-x-3 px-4 py-3 text-xs text-muted">
        <TimeSaid words={words.checked} at={checkedAt} />
        {answer.inventory_seen_at !== null && <TimeSaid words={words.inventory} at={answer.inventory_seen_at} />}
      </p>
    </>
  );
}
