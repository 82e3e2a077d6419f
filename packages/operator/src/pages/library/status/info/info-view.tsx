import type { InstallationInfo, ProvisioningDetail } from '@prego/contracts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import type { Live } from '../../../../live/use-live.ts';
import { CopyButton } from '../../../../ui/copy-button.tsx';
import { Empty } from '../../../../ui/empty.tsx';
import { ExternalLink } from '../../../../ui/external-link.tsx';
import { Facts } from '../../../../ui/facts.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { QueryView } from '../../../../ui/query-view.tsx';
import { InstallNote } from '../install-note.tsx';
import { accessOf } from './access-of.ts';
import { AsOf } from './as-of.tsx';
import { EntriesPanel } from './entries-panel.tsx';
import { INFO_WORDS } from './info-words.ts';
import { LeftPanel } from './left-panel.tsx';
import { linkOf } from './link-of.ts';
import { ResourceTable } from './resource-table.tsx';
import { SecretsPanel } from './secrets-panel.tsx';

interface InfoProps {
  of: ProvisioningDetail;
  info: InstallationInfo;
}

/** How to get in, and what it has; after a failed return first of all what is left. */
export function InfoView({ of, info }: { of: ProvisioningDetail; info: Live<InstallationInfo> }) {
  const words = useWords(INFO_WORDS);
  if (info.data === undefined) {
    return (
      <Panel flush title={words.what}>
        <QueryView query={info} what={words.what} lines={6}>
          {() => null}
        </QueryView>
      </Panel>
    );
  }
  return (
    <>
      <QueryView query={info} what={words.what}>
        {(info) => <Info of={of} info={info} />}
      </QueryView>
      <EntriesPanel of={of} />
    </>
  );
}

function Info({ of, info }: InfoProps) {
  const words = useWords(INFO_WORDS);
  const hasAccess = accessOf(of.status, info) !== 'none';
  const title = of.status === 'provision_failed' ? words.maybeThere : words.resources;
  return (
    <>
      {of.status === 'return_failed' && <LeftPanel info={info} />}
      <AccessPanel of={of} info={info} />
      {hasAccess && info.secrets.length > 0 && <SecretsPanel id={of.provisioning_id} secrets={info.secrets} />}
      {/* After a failed return what is left stands above already, and of the rest nothing is there any more. */}
      {of.status !== 'return_failed' && (
        <Panel title={title} aside={<AsOf info={info} />} flush>
          {info.resources.length > 0 ? (
            <ResourceTable label={title} resources={info.resources} />
          ) : (
            <Empty>{words.noResources[of.status]}</Empty>
          )}
        </Panel>
      )}
    </>
  );
}

function AccessPanel({ of, info }: InfoProps) {
  const words = useWords(INFO_WORDS);
  const { language } = useLanguage();
  const { outputs } = info;
  const access = accessOf(of.status, info);
  return (
    <Panel title={words.access}>
      {access === 'none' || outputs.length === 0 ? (
        <Empty>{access === 'as_it_was' ? words.noOutputs : words.none[of.status]}</Empty>
      ) : (
        <div className="space-y-3">
          <InstallNote of={of} info={info} />
          {access === 'as_it_was' && (
            <p className="text-sm text-warn">
              {of.status === 'return_failed' ? words.asItWas.return_failed : words.asItWas.provision_failed}
            </p>
          )}
          <Facts
            of={outputs.map(({ name, label, value }) => [
              label[language],
              <Output key={name} label={label[language]} value={value} />,
            ])}
          />
        </div>
      )}
    </Panel>
  );
}

function Output({ label, value }: { label: string; value: string }) {
  const link = linkOf(value);
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 font-mono text-[0.92em] break-all">
        {link ? <ExternalLink to={link} label={value} /> : value}
      </span>
      <CopyButton text={value} what={label} />
    </span>
  );
}
