import type { UiStep } from '@prego/contracts';
import { useLanguage } from '../../i18n/language.tsx';
import { stepName } from '../../ui/step-name.ts';

/** A step's number and line. */
export function StepNameLine({ step }: { step: UiStep }) {
  const { language } = useLanguage();
  return (
    <span className="flex gap-2">
      <span aria-hidden className="w-5 shrink-0 text-right text-muted tabular">
        {step.step}
      </span>
      <span className="font-medium">{stepName(step, language)}</span>
    </span>
  );
}
