import type { LaunchStatus } from '@prego/contracts';
import { Check, Lock, Pause, TriangleAlert } from 'lucide-react';
import { classes } from '../ui/classes.ts';

const RADIUS = 42;
const AROUND = 2 * Math.PI * RADIUS;

const SIGNS = {
  open: { icon: Check, tone: 'bg-ok-soft text-ok' },
  failed: { icon: TriangleAlert, tone: 'bg-bad-soft text-bad' },
  stopped: { icon: Pause, tone: 'bg-warn-soft text-warn' },
  closed: { icon: Lock, tone: 'bg-idle-soft text-idle' },
} as const;

/** How far it is, or how it ended, for the eye only: words beside it say the same. `done` is null where it is not known. */
export function ProgressRing({ status, done }: { status: LaunchStatus; done: number | null }) {
  if (status !== 'preparing') {
    const { icon: Icon, tone } = SIGNS[status];
    return (
      <div aria-hidden className={classes('flex size-24 items-center justify-center rounded-full', tone)}>
        <Icon size={44} strokeWidth={1.75} />
      </div>
    );
  }
  return (
    <svg aria-hidden="true" viewBox="0 0 96 96" className={classes('size-24', done === null && 'animate-pulse')}>
      <circle cx="48" cy="48" r={RADIUS} fill="none" strokeWidth="6" className="stroke-line" />
      <circle
        cx="48"
        cy="48"
        r={RADIUS}
        fill="none"
        strokeWidth="6"
        strokeLinecap="round"
        strokeDasharray={`${(AROUND * (done ?? 0)) / 10} ${AROUND}`}
        transform="rotate(-90 48 48)"
        className={classes('transition-[stroke-dasharray] duration-700', done ? 'stroke-accent' : 'stroke-transparent')}
      />
      {done !== null && (
        <text x="48" y="56" textAnchor="middle" fontSize="22" className="fill-ink font-semibold tabular">
          {done}/10
        </text>
      )}
    </svg>
  );
}
