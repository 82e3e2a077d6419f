import { type FormEvent, type ReactNode, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureLine } from './failure-line.tsx';
import { TextField } from './fields.tsx';
import { UI_WORDS } from './ui-words.ts';

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and what can't be undone. */
  children: ReactNode;
  confirm: string;
  /** Has to be typed first. It is sent as it was typed: the control plane compares it too. */
  name?: string;
  /** Asked for beside it, such as the reason. */
  reason?: { label: string };
  danger?: boolean;
  /** False: what will happen is not shown yet, so that nothing can be confirmed. */
  ready?: boolean;
  /** See Dialog. */
  returnFocus?: () => HTMLElement | null;
  /** Does it. What it throws is shown, and nothing is closed. */
  onConfirm: (typed: { name: string; reason: string }) => Promise<unknown>;
}

/** Asks before something is done that someone may regret. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, returnFocus } = props;
  // Put away while it is being done, it would tell nobody that it was refused.
  const [busy, setBusy] = useState(false);
  return (
    <Dialog open={open} onClose={onClose} title={title} binding={busy} returnFocus={returnFocus}>
      <ConfirmForm {...props} busy={busy} setBusy={setBusy} />
    </Dialog>
  );
}

interface ConfirmFormProps extends ConfirmDialogProps {
  busy: boolean;
  setBusy: (busy: boolean) => void;
}

function ConfirmForm(props: ConfirmFormProps) {
  const { onClose, children, confirm, name, reason, danger = false, ready = true, onConfirm, busy, setBusy } = props;
  const words = useWords(UI_WORDS);
  const [typed, setTyped] = useState({ name: '', reason: '' });
  const [failure, setFailure] = useState<Error>();
  const [tried, setTried] = useState(false);
  // Pasted Hangul may be in other code points, as the control plane knows too.
  const differs = name !== undefined && typed.name.normalize('NFC') !== name;
  const lacksReason = reason !== undefined && typed.reason.trim() === '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || !ready || differs || lacksReason) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm(typed);
      onClose();
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-4" noValidate>
      <div className="space-y-2 text-sm">{children}</div>
      {reason && (
        <TextField
          label={reason.label}
          value={typed.reason}
          maxLength={300}
          aria-required
          error={tried && lacksReason ? words.needed : undefined}
          onChange={(event) => setTyped({ ...typed, reason: event.target.value })}
        />
      )}
      {name !== undefined && (
        <TextField
          label={words.typeName(name)}
          value={typed.name}
          aria-required
          error={tried && differs ? words.nameDiffers : undefined}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        />
      )}
      {failure && <FailureLine error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button busy={busy} onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" look={danger ? 'danger' : 'primary'} busy={busy} disabled={!ready}>
          {confirm}
        </Button>
      </div>
    </form>
  );
}
