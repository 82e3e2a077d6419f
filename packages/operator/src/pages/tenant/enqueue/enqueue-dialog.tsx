import type { PlanTier, Region } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TENANT_WORDS } from '../tenant-words.ts';
import { EnqueueForm } from './enqueue-form.tsx';
import { ENQUEUE_WORDS } from './enqueue-words.ts';

export interface KnownTenant {
  readonly tenant_id: string;
  readonly subdomain_slug: string;
  readonly plan_tier: PlanTier;
  readonly region: Region;
}

interface EnqueueDialogProps {
  open: boolean;
  onClose: () => void;
  /** See Dialog. */
  returnFocus?: () => HTMLElement | null;
  /** Where it is absent, the new tenant's screen is gone to. */
  onMade?: () => void;
  /** Below which a slug becomes an address, where it is known. */
  baseDomain: string | undefined;
  /** Begins the form with this id. */
  proposedId?: string | undefined;
  /** A tenant that was there before; `fixed`: it keeps what it has. */
  again?: { readonly tenant: KnownTenant; readonly fixed: boolean };
}

/** Asks for what a tenant needs to be provisioned. */
export function EnqueueDialog({ open, onClose, returnFocus, again, ...rest }: EnqueueDialogProps) {
  const words = useWords(ENQUEUE_WORDS);
  const { enqueue } = useWords(TENANT_WORDS);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      returnFocus={returnFocus}
      title={again ? words.again(again.tenant.tenant_id) : enqueue}
      description={again ? (again.fixed ? words.introFixed : words.introReturned) : words.intro}
    >
      <EnqueueForm onClose={onClose} again={again} {...rest} />
    </Dialog>
  );
}
