import type { LaunchView } from '@prego/contracts';
import type { Language } from '../i18n/language.tsx';

export type Line = LaunchView['lines'][number];

/** The words of a line: both languages are in the answer, whichever it was asked for. */
export const labelOf = (line: Line, language: Language): string => line.labels[language];

/** The line under way, or the next one while none is; `label` is as the control plane says it in the language shown. */
export function currentLine(
  { lines, language: said, provision_ui_current_label }: LaunchView,
  language: Language,
): { readonly label: string; readonly begun: boolean } | undefined {
  const line = lines.find(({ current }) => current);
  if (!line) return undefined;
  const label = (said === language && provision_ui_current_label) || labelOf(line, language);
  return { label, begun: line.state !== 'pending' };
}

/** How many of the ten need nothing more. */
export const doneOf = ({ lines }: LaunchView): number =>
  lines.filter(({ state }) => state === 'done' || state === 'skipped').length;
