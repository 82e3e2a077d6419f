import type { AuditPage } from '@prego/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../../../api/client.ts';
import { useWords } from '../../../../i18n/language.tsx';
import { STILL_MS } from '../../../../live/poll-every.ts';
import { Button } from '../../../../ui/button.tsx';
import { Empty } from '../../../../ui/empty.tsx';
import { JobLink, TenantLink } from '../../../../ui/id-links.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { QueryView } from '../../../../ui/query-view.tsx';
import { Time } from '../../../../ui/time.tsx';
import { UI_WORDS } from '../../../../ui/ui-words.ts';
import { NODES_KEY } from '../use-node-list.ts';
import { DETAIL_WORDS } from './detail-words.ts';

const PAGE = 20;

/** What was done to a node and by whom, the newest first. */
export function NodeAudit({ nodeId }: { nodeId: string }) {
  const words = useWords(DETAIL_WORDS);
  const { loadMore } = useWords(UI_WORDS);
  const audit = useInfiniteQuery({
    queryKey: [...NODES_KEY, 'audit', nodeId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/internal/audit', {
          params: { query: { node_id: nodeId, limit: PAGE, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: STILL_MS,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
  return (
    <Panel flush title={words.audit}>
      <QueryView query={audit} what={words.audit}>
        {(entries) =>
          entries.length === 0 ? (
            <Empty>{words.noAudit}</Empty>
          ) : (
            <ul className="divide-y divide-line">
              {entries.map((entry) => (
                <AuditRow key={entry.audit_id} entry={entry} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {audit.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button look="quiet" busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {loadMore}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function AuditRow({ entry }: { entry: AuditPage['items'][number] }) {
  const words = useWords(DETAIL_WORDS);
  const { at, actor, action, job_id, tenant_id, data } = entry;
  return (
    <li className="flex flex-wrap gap-x-3 gap-y-0.5 px-4 py-2 text-sm">
      <span className="w-24 shrink-0 text-xs text-muted">
        <Time at={at} />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <p>
          <span className="font-medium">{action}</span> <span className="text-muted">{`${words.by} ${actor}`}</span>
        </p>
        {Object.keys(data).length > 0 && (
          <p className="font-mono text-xs text-muted">
            {Object.entries(data)
              .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
              .join(' · ')}
          </p>
        )}
        <p className="flex flex-wrap gap-x-3 text-xs">
          {job_id && <JobLink id={job_id} />}
          {tenant_id && <TenantLink id={tenant_id} />}
        </p>
      </div>
    </li>
  );
}
