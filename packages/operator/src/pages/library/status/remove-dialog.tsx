import type { InstallationInfo, ProvisioningDetail } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { ACT_WORDS } from './act-words.ts';
import { CopyAllCommands, LeftList } from './info/left-list.tsx';
import { useInstallationInfo } from './use-provisioning.ts';

interface RemoveDialogProps {
  of: ProvisioningDetail;
  open: boolean;
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
  onConfirm: (typed: string) => Promise<void>;
}

/** Takes the status off the list. What a failed return has left is shown, with its commands: it is the last place that has them all. */
export function RemoveDialog({ of, open, onClose, returnFocus, onConfirm }: RemoveDialogProps) {
  const words = useWords(ACT_WORDS);
  const leaves = of.status === 'return_failed';
  const info = useInstallationInfo(of.provisioning_id, { moving: false, enabled: open && leaves });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={words.removeTitle(of.name)}
      confirm={words.removeConfirm}
      name={of.name}
      danger
      ready={!leaves || info.data !== undefined}
      returnFocus={returnFocus}
      onConfirm={({ name }) => onConfirm(name)}
    >
      <p>{words.removeHelp}</p>
      {leaves && <StillThere info={info} />}
    </ConfirmDialog>
  );
}

function StillThere({ info }: { info: Live<InstallationInfo> }) {
  const words = useWords(ACT_WORDS);
  return (
    <QueryView query={info} what={words.removeWhat}>
      {({ left_behind }) =>
        left_behind.length === 0 ? (
          <p>{words.removeLeftNone}</p>
        ) : (
          <>
            <p className="font-medium text-bad">{words.removeLeft}</p>
            <section
              aria-label={words.removeWhat}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              tabIndex={0}
              className="max-h-56 overflow-y-auto rounded bg-sunken px-3"
            >
              <LeftList label={words.removeWhat} left={left_behind} />
            </section>
            <div className="flex flex-wrap items-center gap-2">
              <CopyAllCommands left={left_behind} />
              <p className="min-w-0 flex-1 basis-48 text-xs text-muted">{words.removeAfter}</p>
            </div>
          </>
        )
      }
    </QueryView>
  );
}
