import type { InstallationInfo, LibraryResource, ProvisioningDetail } from '@prego/contracts';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { LIBRARY_WORDS } from '../../../ui/library-words.ts';
import { costText, priceText } from '../../../ui/money.ts';
import { QueryView } from '../../../ui/query-view.tsx';
import { ACT_WORDS } from './act-words.ts';
import { addressesOf } from './info/addresses-of.ts';
import { INFO_WORDS } from './info/info-words.ts';
import { knownThere } from './known-there.ts';
import { useInstallationInfo } from './use-provisioning.ts';

interface ReturnDialogProps {
  of: ProvisioningDetail;
  open: boolean;
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
  onConfirm: (typed: string) => Promise<void>;
}

/** Shows what will be destroyed, and asks for the name: nobody confirms what is not shown. */
export function ReturnDialog({ of, open, onClose, returnFocus, onConfirm }: ReturnDialogProps) {
  const words = useWords(ACT_WORDS);
  const info = useInstallationInfo(of.provisioning_id, { moving: false, enabled: open });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={words.returnTitle(of.name)}
      confirm={words.returnConfirm}
      name={of.name}
      danger
      ready={info.data !== undefined}
      returnFocus={returnFocus}
      onConfirm={({ name }) => onConfirm(name)}
    >
      <QueryView query={info} what={words.returnWhat}>
        {(info) => <WhatGoes of={of} info={info} />}
      </QueryView>
    </ConfirmDialog>
  );
}

function WhatGoes({ of, info }: { of: ProvisioningDetail; info: InstallationInfo }) {
  const words = useWords(ACT_WORDS);
  const prices = useWords(LIBRARY_WORDS);
  const { language } = useLanguage();
  const all = knownThere(of.status, info);
  if (all.length === 0) return <p>{words.returnNothing}</p>;
  const hasData = all.some(({ kind }) => kind === 'server' || kind === 'volume');
  const { price, cost_so_far } = of;
  return (
    <>
      {hasData ? <p className="font-medium text-bad">{words.returnHelp}</p> : <p>{words.returnHelpFree}</p>}
      <ul
        aria-label={words.returnWhat}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-48 space-y-1 overflow-y-auto rounded bg-sunken px-3 py-2"
      >
        {all.map((resource) => (
          <Goes key={`${resource.kind} ${resource.id}`} resource={resource} />
        ))}
      </ul>
      <p className="text-muted tabular">
        {price.hourly !== null && price.hourly > 0 && `${words.returnSaves(priceText(price, prices, language))} `}
        {cost_so_far !== null && cost_so_far > 0 && words.returnCost(costText(cost_so_far, language))}
      </p>
    </>
  );
}

function Goes({ resource }: { resource: LibraryResource }) {
  const kinds = useWords(LIBRARY_WORDS).resource;
  const { gb } = useWords(INFO_WORDS);
  const { language } = useLanguage();
  const size = resource.size_gb === null ? null : gb(count(resource.size_gb, language));
  const more = [resource.server_type, size, resource.location, ...addressesOf(resource)].filter(Boolean);
  return (
    <li>
      {`${kinds[resource.kind]} `}
      <code className="font-mono text-[0.92em] break-all">{resource.name}</code>{' '}
      <span className="text-xs text-muted">{[resource.id, ...more].join(' · ')}</span>
    </li>
  );
}
