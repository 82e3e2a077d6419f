import type { LibraryResource } from '@prego/contracts';
import { count } from '../../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import { announce } from '../../../../ui/announcer.tsx';
import { Button } from '../../../../ui/button.tsx';
import { CommandLine } from '../../../../ui/command-line.tsx';
import { copyText } from '../../../../ui/copy-text.ts';
import { LIBRARY_WORDS } from '../../../../ui/library-words.ts';
import { priceText } from '../../../../ui/money.ts';
import { UI_WORDS } from '../../../../ui/ui-words.ts';
import { allDeleteCommands, deleteCommands, goesWith, inDeleteOrder } from '../delete-commands.ts';
import { addressesOf } from './addresses-of.ts';
import { INFO_WORDS } from './info-words.ts';

/** What is left, in the order in which it can go, each with the commands that delete it below: nothing of them is out of sight. */
export function LeftList({ label, left }: { label: string; left: readonly LibraryResource[] }) {
  return (
    <ul aria-label={label} className="divide-y divide-line text-sm">
      {inDeleteOrder(left).map((resource) => (
        <Left key={`${resource.kind} ${resource.id}`} resource={resource} all={left} />
      ))}
    </ul>
  );
}

function Left({ resource, all }: { resource: LibraryResource; all: readonly LibraryResource[] }) {
  const words = useWords(INFO_WORDS);
  const { resource: kinds, ...prices } = useWords(LIBRARY_WORDS);
  const { language } = useLanguage();
  const { kind, name, id, server_type, size_gb, location, hourly_cost } = resource;
  const price =
    hourly_cost === 0 ? prices.nothingBilled : priceText({ hourly: hourly_cost, monthly: null }, prices, language);
  const size = size_gb === null ? null : words.gb(count(size_gb, language));
  const more = [id, server_type, size, location, ...addressesOf(resource), price];
  const server = goesWith(resource, all);
  return (
    <li className="space-y-1 py-2">
      <p>
        {`${kinds[kind]} `}
        <code className="font-mono text-[0.92em] break-all">{name}</code>{' '}
        <span className="text-xs break-words text-muted">{more.filter(Boolean).join(' · ')}</span>
      </p>
      {server === null ? (
        deleteCommands(resource, all).map((command) => (
          <p key={command}>
            <CommandLine command={command} />
          </p>
        ))
      ) : (
        <p className="text-xs text-muted">{words.goesWith(server)}</p>
      )}
    </li>
  );
}

/** All the commands at once, for a shell. */
export function CopyAllCommands({ left }: { left: readonly LibraryResource[] }) {
  const words = useWords(INFO_WORDS);
  const { copied, notCopied } = useWords(UI_WORDS);
  const copyAll = async () => announce((await copyText(allDeleteCommands(left))) ? copied : notCopied);
  return <Button onClick={() => void copyAll()}>{words.copyAll}</Button>;
}
