import type { LibraryInputs, TemplateManifest } from '@prego/contracts';
import type { Language } from '../../../i18n/language.tsx';

/** What the form calls its standard fields. */
type FieldWords = Readonly<
  Record<'name' | 'server_prefix' | 'network' | 'subnet' | 'ssh_key' | 'size' | 'location', string>
>;

type Named = readonly { readonly id: number; readonly name: string }[];
interface Known {
  readonly manifest: Pick<TemplateManifest, 'fields'> | undefined;
  readonly choices: { readonly networks: Named; readonly ssh_keys: Named } | undefined;
}

/**
 * What was entered in the form, by the form's labels. Networks and keys have their names where the inventory still has them, and
 * the template's own values their labels where it still asks for them.
 */
export function entriesOf(
  inputs: LibraryInputs,
  { manifest, choices }: Known,
  words: FieldWords,
  language: Language,
): [label: string, value: string][] {
  const named = (id: number | null, all: Named | undefined) => {
    const name = all?.find((one) => one.id === id)?.name;
    return name === undefined ? String(id ?? '') : `${name} (${id})`;
  };
  return [
    [words.name, inputs.name],
    [words.server_prefix, inputs.server_prefix],
    [words.network, named(inputs.network_id, choices?.networks)],
    [words.subnet, inputs.subnet],
    [words.ssh_key, named(inputs.ssh_key_id, choices?.ssh_keys)],
    [words.size, inputs.server_type],
    [words.location, inputs.location],
    ...Object.entries(inputs.values).map(([name, value]): [string, string] => {
      const field = manifest?.fields.find((one) => 'name' in one && one.name === name);
      if (!field || !('name' in field)) return [name, value];
      const option = field.type === 'choice' ? field.options.find((one) => one.value === value) : undefined;
      return [field.label[language], option?.label[language] ?? value];
    }),
  ];
}
