import type { InputFault, TemplateField } from '@prego/contracts';
import type { Language } from '../../../i18n/language.tsx';
import type { ToldFault } from './form-faults.ts';

export interface FaultWords {
  /** `detail`: what it clashes with or exceeds, where that was told. */
  readonly fault: Readonly<Record<InputFault, (detail?: string) => string>>;
  readonly other: (code: string) => string;
}

/** A fault in words: where it is a pattern's, the template's own rule; where this page does not know it, its code. */
export function faultText(
  { fault, detail }: ToldFault,
  field: TemplateField | undefined,
  language: Language,
  words: FaultWords,
): string {
  if (fault === 'pattern' && field?.type === 'text') return field.rule[language];
  return isKnown(fault, words) ? words.fault[fault](detail) : words.other(fault);
}

const isKnown = (fault: string, words: FaultWords): fault is InputFault => Object.hasOwn(words.fault, fault);
