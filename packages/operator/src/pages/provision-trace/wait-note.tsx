import { useWords } from '../../i18n/language.tsx';
import { JobLink, NodeLink } from '../../ui/id-links.tsx';
import { NodeStatusBadge } from '../../ui/status-badges.tsx';
import { Time } from '../../ui/time.tsx';
import type { JobNow } from './job-now.ts';
import { TRACE_WORDS } from './trace-words.ts';
import { useAwaitedNode } from './use-trace.ts';

type Waiting = Extract<JobNow, { kind: 'waits_node' | 'waits_stack' | 'queued' }>;

/** What a job waits for, with the way to it. */
export function WaitNote({ state }: { state: Waiting }) {
  const words = useWords(TRACE_WORDS).now;
  if (state.kind === 'waits_node') return <WaitsForNode node_id={state.node_id} />;
  if (state.kind === 'waits_stack') {
    return (
      <>
        {state.holder && (
          <p>
            {words.heldBy} <JobLink id={state.holder} />
            {state.until !== null && (
              <span className="text-muted">
                {` ${words.until} `}
                <Time at={state.until} />
              </span>
            )}
          </p>
        )}
        <p className="text-muted">{words.waitsStackHelp}</p>
      </>
    );
  }
  return (
    <>
      {state.due_at !== null && (
        <p className="text-muted">
          {words.due} <Time at={state.due_at} />
        </p>
      )}
      {state.last_error && <p className="text-warn">{`${words.lastError}: ${state.last_error}`}</p>}
    </>
  );
}

function WaitsForNode({ node_id }: { node_id: string | null }) {
  const words = useWords(TRACE_WORDS).now;
  const { data } = useAwaitedNode(node_id);
  return (
    <>
      {node_id && (
        <p className="flex flex-wrap items-center gap-2">
          <NodeLink id={node_id} />
          {data && <NodeStatusBadge status={data.status} />}
        </p>
      )}
      {data?.status === 'provisioning' && (
        <p>
          {words.nodeMadeBy} <JobLink id={data.job_id} />
        </p>
      )}
      <p className="text-muted">{words.waitsNodeHelp}</p>
    </>
  );
}
