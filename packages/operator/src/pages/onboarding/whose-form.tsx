import { Link, useNavigate } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import { idIn } from '../../shell/what-is.ts';
import { TwoIdsForm } from '../../ui/two-ids-form.tsx';
import { type OnboardingSearch, whoseOf } from './onboarding-search.ts';
import { ONBOARDING_PAGE_WORDS } from './onboarding-words.ts';

/** Whose onboarding: a job's, a tenant's, or both. The same again reads again. */
export function WhoseForm({ whose, onSame }: { whose: OnboardingSearch; onSame: () => void }) {
  const words = useWords(ONBOARDING_PAGE_WORDS).form;
  const navigate = useNavigate();
  return (
    <TwoIdsForm
      label={words.label}
      fields={[
        { name: 'tenant_id', label: words.tenant },
        { name: 'job_id', label: words.job, placeholder: 'job_…' },
      ]}
      ids={whose}
      find={(tenant, job) => whoseOf(job, tenant)}
      load={words.load}
      none={words.none}
      onFound={(search) => void navigate({ to: '/cp/onboarding', search })}
      onSame={onSame}
      otherwise={(texts) => <AsTrace texts={texts} />}
    />
  );
}

function AsTrace({ texts }: { texts: readonly string[] }) {
  const words = useWords(ONBOARDING_PAGE_WORDS).form;
  const trace_id = texts.map((text) => idIn('trace', text)).find(Boolean);
  if (!trace_id) return null;
  return (
    <Link to="/cp/provision-trace" search={{ trace_id }} className="text-sm text-accent underline">
      {words.isTrace(trace_id)}
    </Link>
  );
}
