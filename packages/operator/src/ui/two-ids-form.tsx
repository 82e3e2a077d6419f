import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { TextField } from './fields.tsx';

type Ids<Name extends string> = { readonly [Key in Name]?: string };

interface IdField<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly placeholder?: string;
}

interface TwoIdsFormProps<Name extends string> {
  label: string;
  fields: readonly [IdField<Name>, IdField<Name>];
  /** As the address has them. */
  ids: Ids<Name>;
  /** The ids in what stands in the two fields, in their order; nothing where there is none. */
  find: (first: string, second: string) => Ids<Name>;
  load: string;
  /** Said where nothing was found. */
  none: string;
  onFound: (ids: Ids<Name>) => void;
  /** They are the ones that are shown already. */
  onSame: () => void;
  /** What else texts may lead to in which nothing was found. */
  otherwise: (texts: readonly string[]) => ReactNode;
}

/** Two ids, of which one may do. It stays where it is when another address is shown, and with it the focus. */
export function TwoIdsForm<Name extends string>(props: TwoIdsFormProps<Name>) {
  const { label, fields, ids, find, load, none, onFound, onSame, otherwise } = props;
  const [first, second] = [ids[fields[0].name] ?? '', ids[fields[1].name] ?? ''];
  const [texts, setTexts] = useState<readonly [string, string]>([first, second]);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    setTexts([first, second]);
    setRefused(false);
  }, [first, second]);
  const type = (at: number, text: string) => {
    setTexts(at === 0 ? [text, texts[1]] : [texts[0], text]);
    setRefused(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = find(...texts);
    const [one, other] = [found[fields[0].name] ?? '', found[fields[1].name] ?? ''];
    if (!one && !other) return setRefused(true);
    setTexts([one, other]);
    if (one === first && other === second) onSame();
    else onFound(found);
  };
  return (
    <search aria-label={label}>
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3" noValidate>
        {fields.map(({ name, label, placeholder }, at) => (
          <TextField
            key={name}
            label={label}
            value={texts[at]}
            placeholder={placeholder}
            error={refused && at === 0 ? none : undefined}
            onChange={(event) => type(at, event.target.value)}
            className="min-w-0 flex-1 basis-64 [&_input]:font-mono"
          />
        ))}
        <Button type="submit" look="primary" className="mt-5">
          {load}
        </Button>
      </form>
      {refused && otherwise(texts)}
    </search>
  );
}
