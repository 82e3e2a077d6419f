import type { NodeDetail, ProvisionTraceDetail, TenantDetail } from '@prego/contracts';
import { Link2, X } from 'lucide-react';
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { isActiveJob } from '../../../ui/active-job.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { FailureLine } from '../../../ui/failure-line.tsx';
import { UI_WORDS } from '../../../ui/ui-words.ts';
import { ActionDialog, type Asked } from './action-dialogs.tsx';
import { ACTION_WORDS } from './action-words.ts';
import { actionsOf, type Why } from './tenant-actions.ts';
import { useTenantMoves } from './use-tenant-moves.ts';

interface ActionsBarProps {
  tenant: TenantDetail;
  traces: readonly (ProvisionTraceDetail | undefined)[];
  nodes: readonly (NodeDetail | undefined)[];
}

/** What may be done with the tenant now; of the rest why it may not. What a press has led to stands below it. */
export function ActionsBar({ tenant, traces, nodes }: ActionsBarProps) {
  const words = useWords(ACTION_WORDS);
  const bar = useRef<HTMLElement>(null);
  const pressed = useRef<HTMLElement>(null);
  const [asked, setAsked] = useState<Asked>();
  const [open, setOpen] = useState(false);
  const moves = useTenantMoves(tenant.tenant_id);
  const { retry, cancel, enqueue, giveBack } = actionsOf({
    ...{ tenant, jobs: tenant.jobs, runKnown: runKnown(tenant, traces) },
    ownNodes: nodes.flatMap((node) => (node && node.status !== 'retired' ? [node.node_id] : [])),
  });
  // What was pressed is as a rule not offered any more once it is done.
  const returnFocus = () => (pressed.current?.isConnected ? pressed.current : bar.current);
  useEffect(() => {
    if (!pressed.current || pressed.current.isConnected || document.activeElement !== document.body) return;
    pressed.current = null;
    bar.current?.focus({ preventScroll: true });
  });
  const press = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    pressed.current = currentTarget;
  };
  const ask = (next: Asked) => (event: MouseEvent<HTMLElement>) => {
    press(event);
    setAsked(next);
    setOpen(true);
  };
  const refused: (readonly [string, Why])[] = [];
  if (!retry.may) refused.push([words.retryPlain, retry.why]);
  if (!cancel.may) refused.push([words.cancel, cancel.why]);
  if (!enqueue.may) refused.push([words.enqueue, enqueue.why]);
  if (!giveBack.may) refused.push([words.giveBack, giveBack.why]);
  return (
    <section ref={bar} tabIndex={-1} aria-label={words.label} className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        {retry.may && (
          <Button
            look="primary"
            busy={moves.busy}
            onClick={(event) => {
              if (retry.kind === 'return') return ask({ what: 'retry', offer: retry })(event);
              press(event);
              void moves.retry(retry.job_id);
            }}
          >
            {words.retry(retry.next)}
          </Button>
        )}
        {cancel.may && <Button onClick={ask({ what: 'cancel', offer: cancel })}>{words.cancel}</Button>}
        {enqueue.may && (
          <Button look={enqueue.fixed ? 'secondary' : 'primary'} onClick={ask({ what: 'enqueue', offer: enqueue })}>
            {words.enqueue}
          </Button>
        )}
        <Button busy={moves.busy} onClick={() => void moves.copyLaunchLink()}>
          <Link2 aria-hidden size={14} />
          {words.launch}
        </Button>
        {giveBack.may && (
          <Button look="danger" onClick={ask({ what: 'return', offer: giveBack })}>
            {words.giveBack}
          </Button>
        )}
        <Refused of={refused} />
      </div>
      <Outcome
        moves={moves}
        onDismiss={(event) => {
          press(event);
          moves.dismiss();
        }}
      />
      {asked && (
        <ActionDialog
          key={asked.what}
          {...{ asked, open, tenant, giveBack, moves, returnFocus }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

/** Of the job under way; undefined where its trace was not read. */
function runKnown({ jobs }: TenantDetail, traces: ActionsBarProps['traces']): boolean | undefined {
  const active = jobs.find(({ status }) => isActiveJob(status));
  const trace = traces.find((trace) => trace?.job.job_id === active?.job_id);
  const attempt = trace?.attempts.find(({ attempt }) => attempt === active?.attempt);
  return attempt && attempt.run_id !== null;
}

function Refused({ of }: { of: readonly (readonly [string, Why])[] }) {
  const words = useWords(ACTION_WORDS);
  if (of.length === 0) return null;
  return (
    <details className="basis-full text-sm">
      <summary className="w-fit rounded text-muted hover:text-ink">
        {`${words.whyNot}: ${of.map(([name]) => name.replace('…', '')).join(', ')}`}
      </summary>
      <ul className="mt-1 space-y-0.5 pl-4">
        {of.map(([name, why]) => (
          <li key={name}>
            <span className="font-medium">{`${name.replace('…', '')}: `}</span>
            <span className="text-muted">{words.why[why.code]('job_id' in why ? why.job_id : '')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface OutcomeProps {
  moves: ReturnType<typeof useTenantMoves>;
  onDismiss: (event: MouseEvent<HTMLElement>) => void;
}

function Outcome({ moves, onDismiss }: OutcomeProps) {
  const words = useWords(ACTION_WORDS);
  const { failure, said, link } = moves;
  if (failure) return <Noted onDismiss={onDismiss} note={<FailureLine error={failure} />} />;
  if (!said) return null;
  return (
    <Noted
      onDismiss={onDismiss}
      note={
        <div className="rounded-md bg-ok-soft px-3 py-2 text-sm">
          <p>{said}</p>
          {link && (
            <p className="mt-1 flex items-center gap-1">
              <code className="min-w-0 font-mono text-xs select-all">{link}</code>
              <CopyButton text={link} what={words.launch} />
            </p>
          )}
        </div>
      }
    />
  );
}

function Noted({ note, onDismiss }: { note: ReactNode; onDismiss: OutcomeProps['onDismiss'] }) {
  const { close } = useWords(UI_WORDS);
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">{note}</div>
      <Button square look="quiet" aria-label={close} onClick={onDismiss}>
        <X aria-hidden size={14} />
      </Button>
    </div>
  );
}
