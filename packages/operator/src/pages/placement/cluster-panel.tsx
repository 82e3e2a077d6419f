import { count } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { STATUS_WORDS } from '../../ui/status-words.ts';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import { reasonCounts } from './outcome.ts';
import type { Cluster } from './placement-types.ts';
import { PLACEMENT_WORDS } from './placement-words.ts';

/** All shared nodes of the region together, of which the candidates may be only a part. */
export function ClusterPanel({ cluster }: { cluster: Cluster }) {
  const words = useWords(PLACEMENT_WORDS);
  const regions = useWords(STATUS_WORDS).region;
  const { language } = useLanguage();
  const sums = ['nodes', 'eligible', 'tenants', 'reservations', 'capacity'] as const;
  return (
    <Panel title={words.cluster(regions[cluster.region])}>
      <dl className="flex flex-wrap gap-x-6 gap-y-3">
        {sums.map((name) => (
          <div key={name}>
            <dt className="text-xs text-muted">{words[name]}</dt>
            <dd className="text-lg leading-tight font-semibold tabular">{count(cluster[name], language)}</dd>
          </div>
        ))}
      </dl>
      <Reasons cluster={cluster} />
    </Panel>
  );
}

function Reasons({ cluster }: { cluster: Cluster }) {
  const words = useWords(PLACEMENT_WORDS);
  const reasons = useWords(CANDIDATE_WORDS).reason;
  const { language } = useLanguage();
  const counts = reasonCounts(cluster);
  if (cluster.nodes === 0) return null;
  if (counts.length === 0) return <p className="mt-4 text-sm text-muted">{words.noReasons}</p>;
  return (
    <>
      <table className="mt-4 w-full text-sm">
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="pb-1 text-left font-medium">
              {words.reasonHead}
            </th>
            <th scope="col" className="pb-1 text-right font-medium whitespace-nowrap">
              {words.nodesHead}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(([code, nodes]) => (
            <tr key={code} className="border-t border-line">
              <td className="py-1 pr-3">{reasons[code]}</td>
              <td className="py-1 text-right tabular">{count(nodes, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-muted">{words.countedOnce}</p>
    </>
  );
}
