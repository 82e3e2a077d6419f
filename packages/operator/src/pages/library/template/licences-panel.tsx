import type { TemplateManifest } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { spdxParts } from './spdx-parts.ts';
import { TEMPLATE_WORDS } from './template-words.ts';

/** Under what the software comes that is installed. */
export function LicencesPanel({ licences }: Pick<TemplateManifest, 'licences'>) {
  const words = useWords(TEMPLATE_WORDS);
  return (
    <Panel flush title={words.licences} aside={licences.length}>
      <PlainTable
        label={words.components}
        minWidthRem={28}
        head={[
          { key: 'component', text: words.component },
          { key: 'version', text: words.version },
          { key: 'licence', text: words.licence },
        ]}
      >
        <tbody className="divide-y divide-line">
          {licences.map(({ component, version, spdx, url }) => (
            <tr key={component}>
              <th scope="row" className="px-3 py-2 text-left font-normal">
                <ExternalLink to={url} label={component} />
              </th>
              <td className="px-3 py-2">{version}</td>
              <td className="px-3 py-2">
                <Expression spdx={spdx} />
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </Panel>
  );
}

function Expression({ spdx }: { spdx: string }) {
  return spdxParts(spdx).map(({ text, url }, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text, which never move
    url ? <ExternalLink key={at} to={url} label={text} /> : text,
  );
}
