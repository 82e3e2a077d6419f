import { Link, useNavigate } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import { idIn } from '../../shell/what-is.ts';
import { TwoIdsForm } from '../../ui/two-ids-form.tsx';
import { idsOf, type StoryIds } from './ids-of.ts';
import { TRACE_WORDS } from './trace-words.ts';

/** The two ids. Whatever is pasted into either is understood; the same ids again read again. */
export function IdForm({ ids, onSame }: { ids: StoryIds; onSame: () => void }) {
  const words = useWords(TRACE_WORDS).form;
  const navigate = useNavigate();
  return (
    <TwoIdsForm
      label={words.label}
      fields={[
        { name: 'job_id', label: words.job, placeholder: 'job_…' },
        { name: 'trace_id', label: words.trace, placeholder: 'trace_…' },
      ]}
      ids={ids}
      find={idsOf}
      load={words.load}
      none={words.none}
      onFound={(search) => void navigate({ to: '/cp/provision-trace', search })}
      onSame={onSame}
      otherwise={(texts) => <AsTenant texts={texts} />}
    />
  );
}

function AsTenant({ texts }: { texts: readonly string[] }) {
  const words = useWords(TRACE_WORDS).form;
  const tenant = texts.map((text) => idIn('tenant', text)).find(Boolean);
  if (!tenant) return null;
  return (
    <Link to="/cp/tenant" search={{ q: tenant }} className="text-sm text-accent underline">
      {words.asTenant(tenant)}
    </Link>
  );
}
