import type { ProvisioningDetail } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { FailureLine } from '../../../ui/failure-line.tsx';
import { ACT_WORDS } from './act-words.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { runAgain } from './run-again.ts';
import { useMoves } from './use-moves.ts';

type Asked = 'return' | 'delete';

/** What may be asked for now, as the control plane says, and what a press has led to. */
export function ProvisioningActions({ of }: { of: ProvisioningDetail }) {
  const words = useWords(ACT_WORDS);
  const moves = useMoves(of);
  const bar = useRef<HTMLElement>(null);
  const pressed = useRef<HTMLElement>(null);
  const [asked, setAsked] = useState<Asked>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const { may, status } = of;
  // A return that has failed is asked for again as such, which shows what goes: a retry of its job would do the same.
  const retries = may.retry && status === 'provision_failed';
  const runsAgain = status === 'provision_failed' || status === 'returned';
  // What was pressed is as a rule not offered any more once it is done.
  const returnFocus = () => (pressed.current?.isConnected ? pressed.current : bar.current);
  useEffect(() => {
    if (!pressed.current || pressed.current.isConnected || document.activeElement !== document.body) return;
    pressed.current = null;
    bar.current?.focus({ preventScroll: true });
  });
  const ask = (next: Asked) => (event: MouseEvent<HTMLElement>) => {
    pressed.current = event.currentTarget;
    setFailure(undefined);
    setAsked(next);
  };
  // What only makes goes on at once; what destroys asks first.
  const retry = async (event: MouseEvent<HTMLElement>) => {
    pressed.current = event.currentTarget;
    setBusy(true);
    setFailure(undefined);
    await moves.retry().catch(setFailure);
    setBusy(false);
  };
  const dialog = { of, onClose: () => setAsked(undefined), returnFocus };
  const isEmpty = !retries && !runsAgain && !may.return && !may.delete && !moves.said && !failure;
  return (
    // It stays where nothing is offered any more: a dialog that is open would go with it, with what was typed.
    <section ref={bar} tabIndex={-1} aria-label={words.label} hidden={isEmpty} className="space-y-2">
      <div className="flex flex-wrap items-center gap-2 empty:hidden">
        {retries && (
          <Button look="primary" busy={busy} onClick={(event) => void retry(event)}>
            {words.retry}
          </Button>
        )}
        {runsAgain && (
          <Link
            to="/library/templates/$template/run"
            params={{ template: of.template }}
            search={runAgain(of.inputs)}
            className={buttonClass()}
          >
            {words.runAgain}
          </Link>
        )}
        {may.return && (
          <Button look="danger" onClick={ask('return')}>
            {status === 'return_failed' ? words.giveBackAgain : words.giveBack}
          </Button>
        )}
        {may.delete && <Button onClick={ask('delete')}>{words.remove}</Button>}
      </div>
      {moves.said && <p className="rounded-md bg-ok-soft px-3 py-2 text-sm">{moves.said}</p>}
      {failure && <FailureLine error={failure} />}
      <ReturnDialog {...dialog} open={asked === 'return'} onConfirm={moves.giveBack} />
      <RemoveDialog {...dialog} open={asked === 'delete'} onConfirm={moves.remove} />
    </section>
  );
}
