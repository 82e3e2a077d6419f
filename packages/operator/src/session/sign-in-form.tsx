import { type FormEvent, useState } from 'react';
import { ApiFailure } from '../api/failure.ts';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { FailureLine } from '../ui/failure-line.tsx';
import { TextField } from '../ui/fields.tsx';
import { keepKey } from './key-store.ts';
import { SESSION_WORDS } from './session-words.ts';
import { looksLikeKey, tryKey } from './try-key.ts';

/** Takes the operator key, asks the control plane about it, and keeps it only then. */
export function SignInForm() {
  const words = useWords(SESSION_WORDS);
  const [key, setKey] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<Error>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = key.trim();
    setFailure(undefined);
    setWrong(typed === '' ? words.empty : looksLikeKey(typed) ? undefined : words.unusable);
    if (busy || !looksLikeKey(typed)) return;
    setBusy(true);
    try {
      await tryKey(typed);
      announce(words.signedIn);
      keepKey(typed);
    } catch (error) {
      const refused = error instanceof ApiFailure && (error.status === 401 || error.status === 403);
      if (refused) setWrong(words.wrong);
      else setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  };

  return (
    // A password manager would keep the key beyond this tab; whoever wants that still may.
    <form onSubmit={(event) => void submit(event)} className="space-y-4" noValidate>
      <TextField
        label={words.key}
        type={shown ? 'text' : 'password'}
        name="operator-key"
        autoFocus
        value={key}
        error={wrong}
        onChange={(event) => setKey(event.target.value)}
      />
      <label className="flex w-fit items-center gap-2 text-sm">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {words.show}
      </label>
      {failure && <FailureLine error={failure} />}
      <Button type="submit" look="primary" busy={busy} className="w-full">
        {busy ? words.checking : words.signIn}
      </Button>
    </form>
  );
}
