import type { PlanTier, Region } from '@prego/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, bodyOf } from '../../../api/client.ts';
import { useWords } from '../../../i18n/language.tsx';
import { ENQUEUE_WORDS } from './enqueue-words.ts';

/** Where such a tenant would land now. It is a courtesy: where it can't be computed, nothing is said. */
export function LandingLine({ tier, region }: { tier: PlanTier; region: Region }) {
  const words = useWords(ENQUEUE_WORDS);
  const { data, isPending } = useQuery({
    queryKey: ['placement', 'landing', tier, region],
    queryFn: ({ signal }) =>
      bodyOf(api.POST('/internal/placement/compute', { body: { plan_tier: tier, region }, signal })),
  });
  if (!data) return <p className="min-h-5 text-sm text-muted">{isPending && words.checking}</p>;
  const { selected_node_id, placement } = data;
  const where = selected_node_id ? words.onNode(selected_node_id) : placement.dedicated ? words.onTrio : words.onNew;
  return (
    <p className="min-h-5 text-sm text-muted">
      {`${words.landing} `}
      <Link
        to="/cp/placement"
        search={{ plan_tier: tier, region }}
        className="text-accent underline-offset-2 hover:underline"
      >
        {where}
      </Link>
      .
    </p>
  );
}
