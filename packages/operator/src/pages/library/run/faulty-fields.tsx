import type { TemplateManifest } from '@prego/contracts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import type { ToldFault } from './form-faults.ts';
import { inputNameOf } from './run-inputs.ts';
import { RUN_WORDS } from './run-words.ts';
import { useFaultText } from './use-fault-text.ts';

interface FaultyFieldsProps {
  manifest: TemplateManifest;
  faults: readonly ToldFault[];
  /** What is wrong is said too; else only which fields they are. */
  told: boolean;
  /** Leads to a field. */
  onMend: (name: string) => void;
}

/** The fields that stand between the entries and a run, each with the way to it. */
export function FaultyFields({ manifest, faults, told, onMend }: FaultyFieldsProps) {
  const words = useWords(RUN_WORDS);
  const { language } = useLanguage();
  const faultText = useFaultText();
  return (
    <ul className={told ? 'space-y-1' : 'flex flex-wrap gap-x-4 gap-y-1'}>
      {faults.map((fault) => {
        const field = manifest.fields.find((one) => inputNameOf(one) === fault.field);
        const label = field && ('label' in field ? field.label[language] : words.field[field.type]);
        return (
          <li key={fault.field}>
            <button
              type="button"
              onClick={() => onMend(fault.field)}
              className="text-left font-medium text-accent underline-offset-2 hover:underline"
            >
              {label ?? fault.field}
            </button>
            {told && <span className="text-muted">{` ${faultText(fault, field)}`}</span>}
          </li>
        );
      })}
    </ul>
  );
}
