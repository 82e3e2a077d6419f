import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Panel } from '../../ui/panel.tsx';
import { askedFor } from './asked-decisions.ts';
import { DECISION_WORDS } from './decision-words.ts';
import { PLACEMENT_WORDS } from './placement-words.ts';

interface FindDecisionsProps {
  /** The id that is shown. */
  of: string;
  /** It is none. */
  isWrong: boolean;
  /** It was asked for again. */
  onSame: () => void;
}

/** One line for any id that leads to decisions. It stays when another address is shown, and with it the focus. */
export function FindDecisions({ of, isWrong, onSame }: FindDecisionsProps) {
  const words = useWords(DECISION_WORDS);
  const { asked } = useWords(PLACEMENT_WORDS);
  const navigate = useNavigate();
  const [text, setText] = useState(of);
  const [failed, setFailed] = useState(isWrong);
  useEffect(() => {
    setText(of);
    setFailed(isWrong);
  }, [of, isWrong]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text === of && !isWrong && of !== '') onSame();
    const found = askedFor(text);
    setFailed(found === undefined);
    if (!found) return;
    setText(found.decision_id ?? found.job_id ?? found.tenant_id ?? text);
    void navigate({ to: '/cp/placement', search: { view: 'decisions', ...found }, resetScroll: false });
  };
  return (
    <Panel title={asked}>
      <form onSubmit={submit} noValidate className="flex max-w-2xl flex-wrap items-start gap-3">
        <TextField
          label={words.find}
          hint={words.findHint}
          error={failed ? words.notFoundForm : undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setFailed(false);
          }}
          className="flex-1 basis-64"
        />
        <Button type="submit" look="primary" className="mt-5">
          {words.show}
        </Button>
      </form>
    </Panel>
  );
}
