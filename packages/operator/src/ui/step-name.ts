import type { UiStep } from '@prego/contracts';
import type { Language } from '../i18n/language.tsx';

/** The line that a customer reads, in the operator's language. */
export const stepName = ({ label, label_ko }: Pick<UiStep, 'label' | 'label_ko'>, language: Language): string =>
  language === 'ko' ? label_ko : label;
