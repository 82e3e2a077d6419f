import { useWords } from '../../../i18n/language.tsx';
import { SelectField } from '../../../ui/fields.tsx';
import type { RunFieldProps } from './run-field.tsx';
import { textIn } from './run-inputs.ts';
import { RUN_WORDS } from './run-words.ts';

interface ChoiceFieldProps extends RunFieldProps {
  label: string;
  hint: string | undefined;
  options: readonly { readonly value: string; readonly label: string }[];
}

/** A list that also shows what was chosen and is there no more, as the address may say it. */
export function ChoiceField({ name, label, hint, options, error, inputs, onValue, onLeave }: ChoiceFieldProps) {
  const words = useWords(RUN_WORDS);
  const value = textIn(inputs, name);
  const isGone = value !== '' && !options.some((option) => option.value === value);
  return (
    <SelectField
      name={name}
      label={label}
      hint={hint}
      error={error}
      value={value}
      aria-required
      options={[
        { value: '', label: words.choose },
        ...(isGone ? [{ value, label: words.gone(value) }] : []),
        ...options,
      ]}
      onValue={onValue}
      onBlur={onLeave}
    />
  );
}
