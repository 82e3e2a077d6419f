import type { CreatedOperatorKey, OperatorKey } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailureLine } from '../../ui/failure-line.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useHiddenOnLeaving } from '../library/status/info/use-hidden-on-leaving.ts';
import { nameFault } from './key-name.ts';
import { KEYS_WORDS } from './keys-words.ts';
import { OPERATOR_KEYS_KEY } from './use-operator-keys.ts';

/**
 * Makes a key, and shows it this once: it is with this part of the page only, and gone with it. Until it is put away no other
 * can be made, which would take its place before it was copied.
 */
export function MakeKey({ keys }: { keys: readonly OperatorKey[] }) {
  const words = useWords(KEYS_WORDS);
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const [made, setMade] = useState<CreatedOperatorKey>();
  const fault = nameFault(name.trim(), keys);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(undefined);
    if (fault) return field.current?.focus();
    if (busy || made) return;
    setBusy(true);
    try {
      const created = await bodyOf(api.POST('/internal/operator-keys', { body: { name: name.trim() } }));
      setMade(created);
      setName('');
      setTried(false);
      announce(words.madeSaid(created.name));
      void client.invalidateQueries({ queryKey: OPERATOR_KEYS_KEY });
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  };
  useHiddenOnLeaving(() => setMade(undefined));
  const forget = () => {
    setMade(undefined);
    field.current?.focus();
  };
  return (
    <Panel title={words.make}>
      <div className="space-y-4">
        <form onSubmit={(event) => void submit(event)} className="flex flex-wrap items-start gap-3" noValidate>
          <TextField
            ref={field}
            className="max-w-md min-w-56 flex-1"
            label={words.name}
            hint={words.nameHint}
            error={tried && fault ? words.fault[fault] : undefined}
            maxLength={60}
            autoCapitalize="none"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" look="primary" busy={busy} disabled={made !== undefined} className="mt-5">
            {words.makeIt}
          </Button>
        </form>
        {failure && <FailureLine error={failure} />}
        {made && <Made key={made.key_id} made={made} onKept={forget} />}
      </div>
    </Panel>
  );
}

function Made({ made: { name, key }, onKept }: { made: CreatedOperatorKey; onKept: () => void }) {
  const words = useWords(KEYS_WORDS);
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={words.made(name)}
      className="space-y-2 rounded-md bg-ok-soft px-3 py-2.5 text-sm"
    >
      <p>
        <strong className="font-semibold">{`${words.made(name)}: `}</strong>
        {words.madeHelp}
      </p>
      <p className="flex items-center gap-1">
        <code className="min-w-0 rounded bg-surface px-1.5 py-0.5 font-mono text-[0.92em] break-all select-all">
          {key}
        </code>
        <CopyButton text={key} what={words.key(name)} />
      </p>
      <Button onClick={onKept}>{words.kept}</Button>
    </section>
  );
}
