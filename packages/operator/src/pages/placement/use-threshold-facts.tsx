import type { ComputedPlacement } from '@prego/contracts';
import type { ReactNode } from 'react';
import { count } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { PLACEMENT_WORDS } from './placement-words.ts';

type Fact = readonly [name: string, value: ReactNode];

/** The rule of a decision as facts: its thresholds in one line, and its algorithm. */
export function useThresholdFacts({
  thresholds,
  algorithm,
}: Pick<ComputedPlacement, 'thresholds' | 'algorithm'>): Fact[] {
  const words = useWords(PLACEMENT_WORDS);
  const { language } = useLanguage();
  const limits = [
    [words.memoryMax, `${thresholds.memory_pct_max} %`],
    [words.cpuMax, `${thresholds.cpu_pct_max} %`],
    [words.diskMax, `${thresholds.disk_pct_max} %`],
    [words.tenantsMax, count(thresholds.max_tenants_per_node, language)],
    [words.ageMax, words.seconds(thresholds.metrics_max_age_s)],
  ] as const;
  return [
    [
      words.thresholds,
      <ul key="thresholds" className="flex flex-wrap gap-x-4 gap-y-0.5">
        {limits.map(([name, value]) => (
          <li key={name}>
            {name} <b className="font-medium tabular">{value}</b>
          </li>
        ))}
      </ul>,
    ],
    [
      words.algorithm,
      <code key="algorithm" className="font-mono text-xs">
        {algorithm}
      </code>,
    ],
  ];
}
