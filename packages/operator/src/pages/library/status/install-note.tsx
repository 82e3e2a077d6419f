import type { InstallationInfo, ProvisioningDetail } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { useClock } from '../../../i18n/use-clock.ts';
import { useNow } from '../../../live/use-now.ts';
import { CommandLine } from '../../../ui/command-line.tsx';
import { useTemplate } from '../template/use-template.ts';
import { checkCommands } from './check-commands.ts';
import { installsUntil } from './installing.ts';
import { STATUS_PAGE_WORDS } from './status-words.ts';

interface InstallNoteProps {
  of: ProvisioningDetail;
  /** Undefined while it is not read. */
  info: InstallationInfo | undefined;
}

/** Of one whose servers are there: until when they install themselves, and how to see whether that went well. */
export function InstallNote({ of, info }: InstallNoteProps) {
  const words = useWords(STATUS_PAGE_WORDS);
  const clock = useClock();
  const until = installsUntil(of, useNow());
  // From where its servers let SSH come stands in the template alone.
  const servers = useTemplate(of.template).data?.manifest.servers ?? [];
  const commands = checkCommands(info?.resources ?? [], servers, of.inputs.server_prefix);
  if (of.status !== 'provisioned') return null;
  return (
    <div className="max-w-prose space-y-1 text-sm">
      {until !== null && <p className="rounded-md bg-info-soft px-3 py-2">{words.installing(clock(until))}</p>}
      {commands.length > 0 && (
        <>
          <p className="text-muted">{until === null ? words.installOver : words.installCheck}</p>
          {commands.map((command) => (
            <p key={command}>
              <CommandLine command={command} />
            </p>
          ))}
        </>
      )}
    </div>
  );
}
