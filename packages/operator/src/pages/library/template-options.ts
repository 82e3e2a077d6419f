import type { TemplateSummary } from '@prego/contracts';
import type { Language } from '../../i18n/language.tsx';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** The templates as choices of a filter. One that is chosen stays, though it is gone from the library: its provisionings are not. */
export function templateOptions(
  templates: readonly Pick<TemplateSummary, 'id' | 'name'>[],
  chosen: string | undefined,
  language: Language,
): Option[] {
  const known = templates.map(({ id, name }) => ({ value: id, label: name[language] }));
  if (chosen === undefined || known.some(({ value }) => value === chosen)) return known;
  return [...known, { value: chosen, label: chosen }];
}
