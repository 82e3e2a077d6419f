import type { NodeSummary } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { TONE_FILL } from '../../../ui/tone.ts';
import { NODES_WORDS } from './nodes-words.ts';
import { seatBar } from './seat-bar.ts';

/** Tenants and reservations against the seats of a node: words, and the same as a bar. */
export function SeatMeter({ node }: { node: Pick<NodeSummary, 'tenants' | 'reservations' | 'capacity'> }) {
  const words = useWords(NODES_WORDS);
  const { tenants, reservations, capacity } = node;
  const { tenantsPct, reservedPct, tone } = seatBar(node);
  const text = words.seats(tenants, reservations, capacity);
  return (
    <div className="min-w-0">
      <p aria-hidden className="text-xs tabular">
        {text}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> has one length, and this one two */}
      <div
        role="meter"
        aria-label={words.head.seats}
        aria-valuemin={0}
        aria-valuemax={Math.max(capacity, tenants + reservations)}
        aria-valuenow={tenants + reservations}
        aria-valuetext={text}
        className="mt-1 flex h-1.5 overflow-hidden rounded-full bg-idle-soft"
      >
        <div className={TONE_FILL[tone]} style={{ width: `${tenantsPct}%` }} />
        <div className={`${TONE_FILL[tone]} opacity-45`} style={{ width: `${reservedPct}%` }} />
      </div>
    </div>
  );
}
