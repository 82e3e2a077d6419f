import type { InstallationInfo } from '@prego/contracts';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { api, bodyOf } from '../../../../api/client.ts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import { announce } from '../../../../ui/announcer.tsx';
import { Button } from '../../../../ui/button.tsx';
import { CopyButton } from '../../../../ui/copy-button.tsx';
import { FailureLine } from '../../../../ui/failure-line.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { INFO_WORDS } from './info-words.ts';
import { useHiddenOnLeaving } from './use-hidden-on-leaving.ts';

interface SecretsPanelProps {
  /** The provisioning's. */
  id: string;
  secrets: InstallationInfo['secrets'];
}

/** What is unique to this provisioning and nobody else may know: by name, each value behind a press. */
export function SecretsPanel({ id, secrets }: SecretsPanelProps) {
  const words = useWords(INFO_WORDS);
  return (
    <Panel title={words.secrets} aside={words.secretsSub}>
      <ul className="space-y-3">
        {secrets.map((secret) => (
          <Secret key={secret.name} id={id} secret={secret} />
        ))}
      </ul>
    </Panel>
  );
}

/** The value is nowhere but in this part of the page: not among the queries, whose data stay for minutes, nor in the address. */
function Secret({ id, secret: { name, label } }: { id: string; secret: SecretsPanelProps['secrets'][number] }) {
  const words = useWords(INFO_WORDS);
  const { language } = useLanguage();
  const [value, setValue] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const called = label[language];
  useHiddenOnLeaving(() => setValue(undefined));
  const hide = () => {
    setValue(undefined);
    announce(words.nowHidden(called));
  };
  const show = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const path = { provisioning_id: id, name };
      const call = api.POST('/internal/library/provisionings/{provisioning_id}/secrets/{name}', { params: { path } });
      setValue((await bodyOf(call)).value);
      announce(words.shown(called));
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  };
  const Icon = value === undefined ? Eye : EyeOff;
  return (
    <li className="space-y-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="min-w-24 text-muted">{called}</span>
        {value === undefined ? (
          <span className="text-muted">{words.hidden}</span>
        ) : (
          <span className="inline-flex max-w-full items-center gap-1">
            <code className="min-w-0 rounded bg-sunken px-1.5 py-0.5 font-mono text-[0.92em] break-all select-all">
              {value}
            </code>
            <CopyButton text={value} what={called} />
          </span>
        )}
        <Button
          busy={busy}
          aria-label={(value === undefined ? words.show : words.hide)(called)}
          onClick={value === undefined ? () => void show() : hide}
        >
          <Icon aria-hidden size={14} />
          {value === undefined ? words.showIt : words.hideIt}
        </Button>
      </div>
      {failure && <FailureLine error={failure} />}
    </li>
  );
}
