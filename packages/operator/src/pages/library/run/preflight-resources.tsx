import type { PreflightAnswer } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { usePriceText } from '../../../ui/use-price-text.ts';
import { RUN_WORDS } from './run-words.ts';

interface PreflightResourcesProps extends Pick<PreflightAnswer, 'resources'> {
  /** Before a size and location are chosen nothing is said of prices. */
  priced: boolean;
  /** What the servers are called while they have no names yet: of each its key, in the resources' order. */
  keys: readonly string[] | undefined;
}

/** What a run will make, server by server, with what each part costs. */
export function PreflightResources({ resources, priced, keys }: PreflightResourcesProps) {
  const words = useWords(RUN_WORDS);
  const priceText = usePriceText();
  if (resources.length === 0) return <p className="text-muted">{words.madeNone}</p>;
  const priceOf = (price: PreflightAnswer['resources'][number]['price']) => {
    if (price.monthly === 0) return words.free;
    return priced ? priceText(price) : undefined;
  };
  const names = [...new Set(resources.map(({ name }) => name))];
  return (
    <ul className="space-y-2">
      {names.map((name, at) => (
        <li key={name}>
          <p className="font-medium">{keys?.[at] ?? name}</p>
          <ul className="text-xs text-muted">
            {resources
              .filter((resource) => resource.name === name)
              .map(({ kind, about, price }) => (
                <li key={`${kind} ${about}`} className="flex flex-wrap justify-between gap-x-3">
                  <span>{[words.resource[kind], about].filter(Boolean).join(' · ')}</span>
                  <span className="tabular">{priceOf(price)}</span>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
