import type { JobSummary } from '@prego/contracts';
import { api, bodyOf } from '../../../api/client.ts';
import { useWords } from '../../../i18n/language.tsx';
import { useLive } from '../../../live/use-live.ts';
import { JobLink, NodeLink } from '../../../ui/id-links.tsx';
import { SCREEN_WORDS } from './screen-words.ts';
import { tenantKey } from './use-tenant-detail.ts';

/** What a waiting job waits for: a node, or its turn at a stack, with who is at it. */
export function WaitsFor({ job }: { job: JobSummary }) {
  const words = useWords(SCREEN_WORDS);
  const { job_id, stack, tenant_id, waits_for_node } = job;
  const { data } = useLive({
    key: tenantKey(tenant_id ?? '', 'job', job_id),
    read: (signal) => bodyOf(api.GET('/internal/provision-jobs/{job_id}', { params: { path: { job_id } }, signal })),
    moves: () => true,
    enabled: job.waits_for === 'stack',
  });
  const holder = data?.stack_lease?.job_id;
  return (
    <p className="rounded-md bg-warn-soft px-3 py-2 text-sm">
      {waits_for_node ? (
        <>
          {`${words.waitsNode} `}
          <NodeLink id={waits_for_node} />
        </>
      ) : (
        <>
          {`${words.waitsStack} `}
          <code className="font-mono text-[0.92em]">{stack}</code>
          {holder && (
            <>
              {`, ${words.leaseOf} `}
              <JobLink id={holder} />
            </>
          )}
        </>
      )}
    </p>
  );
}
