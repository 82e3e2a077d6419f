import type { TenantDetail } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { NodeLink } from '../../../ui/id-links.tsx';
import { EnqueueDialog } from '../enqueue/enqueue-dialog.tsx';
import { baseDomainOf } from '../enqueue/enqueue-rules.ts';
import { ACTION_WORDS } from './action-words.ts';
import type { Actions } from './tenant-actions.ts';
import type { useTenantMoves } from './use-tenant-moves.ts';

interface Asking {
  open: boolean;
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
  moves: ReturnType<typeof useTenantMoves>;
}

type Offered<Name extends keyof Actions> = Extract<Actions[Name], { readonly may: true }>;

/** What an operator is asked about, as it was offered: the page may offer something else by now, and the dialog stays. */
export type Asked =
  | { readonly what: 'retry'; readonly offer: Offered<'retry'> }
  | { readonly what: 'cancel'; readonly offer: Offered<'cancel'> }
  | { readonly what: 'enqueue'; readonly offer: Offered<'enqueue'> }
  | { readonly what: 'return'; readonly offer: Offered<'giveBack'> };

interface ActionDialogProps extends Asking {
  asked: Asked;
  tenant: TenantDetail;
  /** What is known by now of what a return takes. */
  giveBack: Actions['giveBack'];
}

/** The question before what was asked for is done. */
export function ActionDialog({ asked, tenant, giveBack, moves, ...dialog }: ActionDialogProps) {
  switch (asked.what) {
    case 'retry':
      return <RetryReturnDialog {...dialog} moves={moves} job={asked.offer} name={tenant.subdomain_slug} />;
    case 'cancel':
      return <CancelDialog {...dialog} moves={moves} job={asked.offer} />;
    case 'return': {
      const what = giveBack.may ? giveBack : asked.offer;
      return <ReturnDialog {...dialog} moves={moves} tenantId={tenant.tenant_id} what={what} />;
    }
    case 'enqueue':
      return (
        <EnqueueDialog
          {...dialog}
          onMade={dialog.onClose}
          baseDomain={baseDomainOf(tenant)}
          again={{ tenant, fixed: asked.offer.fixed }}
        />
      );
  }
}

function CancelDialog({ moves, job, ...dialog }: Asking & { job: Offered<'cancel'> }) {
  const words = useWords(ACTION_WORDS);
  return (
    <ConfirmDialog
      {...dialog}
      title={words.cancelTitle(job.job_id)}
      confirm={words.cancelNow}
      danger
      onConfirm={() => moves.cancel(job.job_id)}
    >
      {job.running && <p>{words.cancelRunning}</p>}
      {job.kind === 'provision' && <p>{words.cancelText}</p>}
    </ConfirmDialog>
  );
}

/** Says what will be gone, by name, and has the slug typed; the control plane compares it too. */
function ReturnDialog({ moves, tenantId, what, ...dialog }: Asking & { tenantId: string; what: Offered<'giveBack'> }) {
  const words = useWords(ACTION_WORDS);
  return (
    <ConfirmDialog
      {...dialog}
      title={words.returnTitle(tenantId)}
      confirm={words.returnNow}
      name={what.name}
      danger
      onConfirm={({ name }) => moves.giveBack(name)}
    >
      {what.destroys === null ? <p>{words.returnShared}</p> : <p>{words.returnDedicated}</p>}
      {what.keeps && (
        <p>
          {`${words.keeps} `}
          <NodeLink id={what.keeps} />
        </p>
      )}
      {what.destroys?.length === 0 && <p>{words.destroysUnknown}</p>}
      {what.destroys && what.destroys.length > 0 && (
        <div>
          <p>{words.destroys}</p>
          <ul className="mt-1 list-disc pl-5">
            {what.destroys.map((id) => (
              <li key={id}>
                <NodeLink id={id} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </ConfirmDialog>
  );
}

/** Going on with a return takes as much as beginning one: its name is typed again. */
function RetryReturnDialog({ moves, job, name, ...dialog }: Asking & { job: Offered<'retry'>; name: string }) {
  const words = useWords(ACTION_WORDS);
  return (
    <ConfirmDialog
      {...dialog}
      title={words.retryReturnTitle(job.job_id)}
      confirm={words.returnNow}
      name={name}
      danger
      onConfirm={() => moves.retryAsked(job.job_id)}
    >
      <p>{words.returnRetried(job.job_id)}</p>
    </ConfirmDialog>
  );
}
