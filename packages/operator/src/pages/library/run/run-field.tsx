import type { LibraryChoices, LibraryInputs, TemplateField, TemplateServer } from '@prego/contracts';
import { PROVISIONING_NAME_MAX, SERVER_PREFIX_MAX, serverNames } from '@prego/contracts/library-rules';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { ChoiceField } from './choice-field.tsx';
import { isPrefix } from './form-faults.ts';
import { NetworkField, SshKeyField, SubnetField } from './ground-fields.tsx';
import { LocationField } from './location-field.tsx';
import { prefixFor, textIn } from './run-inputs.ts';
import type { InputName } from './run-search.ts';
import { RUN_WORDS } from './run-words.ts';
import { SizeField } from './size-field.tsx';

export interface RunFieldProps {
  name: InputName;
  error: string | undefined;
  onValue: (value: string) => void;
  onLeave: () => void;
  inputs: LibraryInputs;
  choices: LibraryChoices;
}

type AnyField = RunFieldProps & { field: TemplateField; servers: readonly TemplateServer[] };

/** Somewhat more than is taken, so that what is too long is seen to be so, and not cut off. */
const beyond = (most: number): number => most + 20;

/** One field of a manifest, with what can be chosen for it. */
export function RunField(props: AnyField) {
  const { field, servers, ...common } = props;
  const words = useWords(RUN_WORDS);
  const { language } = useLanguage();
  const help = field.help?.[language];
  switch (field.type) {
    case 'name':
      return <Line {...common} label={words.field.name} hint={help ?? words.help.name} most={PROVISIONING_NAME_MAX} />;
    case 'server_prefix':
      return <PrefixField {...props} />;
    case 'network':
      return <NetworkField {...common} help={help} />;
    case 'subnet':
      return <SubnetField {...common} help={help} />;
    case 'ssh_key':
      return <SshKeyField {...common} help={help} />;
    case 'size':
      return <SizeField {...common} help={help} />;
    case 'location':
      return <LocationField {...common} help={help} />;
    case 'text':
      return (
        <Line {...common} label={field.label[language]} hint={help ?? field.rule[language]} most={field.max_length} />
      );
    case 'choice':
      return (
        <ChoiceField
          {...common}
          label={field.label[language]}
          hint={help}
          options={field.options.map(({ value, label }) => ({ value, label: label[language] }))}
        />
      );
  }
}

interface LineProps extends RunFieldProps {
  label: string;
  hint: string;
  most: number;
}

function Line({ name, label, hint, most, error, inputs, onValue, onLeave }: LineProps) {
  return (
    <TextField
      name={name}
      label={label}
      hint={hint}
      error={error}
      value={textIn(inputs, name)}
      maxLength={beyond(most)}
      aria-required
      onChange={(event) => onValue(event.target.value)}
      onBlur={onLeave}
    />
  );
}

function PrefixField({ field, servers, ...props }: AnyField) {
  const words = useWords(RUN_WORDS);
  const { language } = useLanguage();
  const { inputs } = props;
  const names = Object.values(serverNames(servers, isPrefix(inputs, servers) ? inputs.server_prefix : '…'));
  const lacksLetters = inputs.server_prefix === '' && inputs.name !== '' && prefixFor(inputs.name) === '';
  return (
    <Line
      {...props}
      label={words.field.server_prefix}
      error={props.error && lacksLetters ? words.noPrefix : props.error}
      hint={
        lacksLetters
          ? words.noPrefix
          : [field.help?.[language], words.help.server_prefix(names.length, names.join(', '))].filter(Boolean).join(' ')
      }
      most={SERVER_PREFIX_MAX}
    />
  );
}
