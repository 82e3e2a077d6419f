import { Link } from '@tanstack/react-router';
import { CopyButton } from './copy-button.tsx';

const MONO = 'font-mono text-[0.92em] text-accent underline-offset-2 hover:underline';
const ROW = 'inline-flex max-w-full min-w-0 items-center gap-0.5';

interface IdProps {
  id: string;
  /** With a button that copies it. */
  copy?: boolean;
}

/** A tenant's screen. */
export function TenantLink({ id, copy = false, label }: IdProps & { label?: string }) {
  return (
    <span className={ROW}>
      <Link to="/cp/tenant" search={{ tenant_id: id }} className={MONO}>
        {label ?? id}
      </Link>
      {copy && <CopyButton text={id} what={id} />}
    </span>
  );
}

/** A job's provision trace. */
export function JobLink({ id, copy = false }: IdProps) {
  return (
    <span className={ROW}>
      <Link to="/cp/provision-trace" search={{ job_id: id }} className={MONO}>
        {id}
      </Link>
      {copy && <CopyButton text={id} what={id} />}
    </span>
  );
}

/** The same by the trace, which is what customers name. */
export function TraceLink({ id, copy = false }: IdProps) {
  return (
    <span className={ROW}>
      <Link to="/cp/provision-trace" search={{ trace_id: id }} className={MONO}>
        {id}
      </Link>
      {copy && <CopyButton text={id} what={id} />}
    </span>
  );
}

/** A node among the nodes. */
export function NodeLink({ id, copy = false }: IdProps) {
  return (
    <span className={ROW}>
      <Link to="/cp/infra" search={{ tab: 'nodes', node_id: id }} className={MONO}>
        {id}
      </Link>
      {copy && <CopyButton text={id} what={id} />}
    </span>
  );
}

/** A stored decision, replayed. `of` says whose decisions stand around it, and which page of them. */
export function DecisionLink({ id, of }: { id: string; of: { tenant_id?: string; job_id?: string; before?: string } }) {
  return (
    <Link to="/cp/placement" search={{ ...of, decision_id: id }} className={MONO}>
      {id}
    </Link>
  );
}
