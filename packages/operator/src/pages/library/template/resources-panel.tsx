import type { TemplateManifest, TemplateServer } from '@prego/contracts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { openPorts } from './open-ports.ts';
import { TEMPLATE_WORDS } from './template-words.ts';

const CELL = 'px-3 py-2 align-top';

/** What a run makes: each server with its ports and volume. */
export function ResourcesPanel({ manifest: { servers, image } }: { manifest: TemplateManifest }) {
  const words = useWords(TEMPLATE_WORDS);
  return (
    <Panel flush title={words.resources} aside={`${words.image}: ${image}`}>
      <PlainTable
        label={words.servers}
        minWidthRem={44}
        head={[
          { key: 'server', text: words.server },
          { key: 'purpose', text: words.purpose },
          { key: 'needs', text: words.needs },
          { key: 'ports', text: words.ports },
          { key: 'volume', text: words.volume, align: 'end' },
        ]}
      >
        <tbody className="divide-y divide-line">
          {servers.map((server) => (
            <ServerRow key={server.key} server={server} />
          ))}
        </tbody>
      </PlainTable>
      <p className="border-t border-line px-4 py-3 text-sm text-muted">{words.each}</p>
    </Panel>
  );
}

function ServerRow({ server }: { server: TemplateServer }) {
  const words = useWords(TEMPLATE_WORDS);
  const { language } = useLanguage();
  const { key, purpose, needs, volume_gb } = server;
  return (
    <tr>
      <th scope="row" className={`${CELL} text-left font-mono text-xs font-medium whitespace-nowrap`}>
        {key}
      </th>
      <td className={CELL}>{purpose[language]}</td>
      <td className={CELL}>{words.machine(needs.cores, needs.memory_gb, needs.disk_gb)}</td>
      <td className={CELL}>
        <ul className="space-y-0.5">
          {openPorts(server).map(({ protocol, port, from, purpose }) => (
            <li key={`${protocol} ${port}`}>
              <code className="font-mono text-xs">{`${port}/${protocol}`}</code>
              {` ${purpose[language]}, ${words.from(from)}`}
            </li>
          ))}
        </ul>
      </td>
      <td className={`${CELL} text-right whitespace-nowrap`}>{volume_gb === undefined ? '–' : `${volume_gb} GB`}</td>
    </tr>
  );
}
