import type { TemplateField } from '@prego/contracts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { faultText } from './fault-text.ts';
import { FAULT_WORDS } from './fault-words.ts';
import type { ToldFault } from './form-faults.ts';

/** Says faults in the reader's language. */
export function useFaultText(): (fault: ToldFault, field: TemplateField | undefined) => string {
  const { language } = useLanguage();
  const words = useWords(FAULT_WORDS);
  return (fault, field) => faultText(fault, field, language, words);
}
