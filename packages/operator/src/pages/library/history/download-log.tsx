import { Download } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { FailureLine } from '../../../ui/failure-line.tsx';
import { isGone } from '../../provision-trace/log-gone.ts';
import { downloadEventLog } from './event-log.ts';
import { HISTORY_WORDS } from './history-words.ts';

interface DownloadLogProps {
  id: number;
  /** Names it to who can't see which row it stands in. */
  label: string;
  onGone: () => void;
}

/** Saves the log as a file. */
export function DownloadLog({ id, label, onGone }: DownloadLogProps) {
  const words = useWords(HISTORY_WORDS).log;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const download = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await downloadEventLog(id);
      announce(words.downloaded);
    } catch (error) {
      if (isGone(error)) {
        announce(words.removed);
        onGone();
      } else {
        setFailure(error as Error);
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button busy={busy} aria-label={label} title={label} onClick={() => void download()}>
        <Download aria-hidden size={14} />
        {words.download}
      </Button>
      {failure && <FailureLine error={failure} />}
    </>
  );
}
