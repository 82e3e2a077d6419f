import type { LibraryEventKind, ProvisioningStatus } from '@prego/contracts';
import { useWords } from '../i18n/language.tsx';
import { Badge } from './badge.tsx';
import { libraryEventTone, provisioningMoves, provisioningTone } from './library-tone.ts';
import { LIBRARY_WORDS } from './library-words.ts';

export function ProvisioningBadge({ status }: { status: ProvisioningStatus }) {
  const words = useWords(LIBRARY_WORDS).status;
  return (
    <Badge tone={provisioningTone(status)} moving={provisioningMoves(status)}>
      {words[status]}
    </Badge>
  );
}

export function LibraryEventBadge({ kind }: { kind: LibraryEventKind }) {
  const words = useWords(LIBRARY_WORDS).event;
  return <Badge tone={libraryEventTone(kind)}>{words[kind]}</Badge>;
}
