import type { DriftReport } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { count, euros } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { useNow } from '../../../live/use-now.ts';
import { Badge } from '../../../ui/badge.tsx';
import { CommandLine } from '../../../ui/command-line.tsx';
import { Time } from '../../../ui/time.tsx';
import type { Tone } from '../../../ui/tone.ts';
import { DriftChanges } from './drift-changes.tsx';
import { driftCost, type PriceOfName } from './drift-costs.ts';
import { DRIFT_WORDS } from './drift-words.ts';
import { DRIFT, lookAge, lookCommand } from './look-age.ts';

const TONES: Readonly<Record<DriftReport['status'], Tone>> = { failed: 'bad', drifted: 'warn', in_sync: 'ok' };

/** One stack: what a look found, when, and what to do about it; the differences folded. */
export function DriftStack({ report, priceOf }: { report: DriftReport; priceOf: PriceOfName }) {
  const words = useWords(DRIFT_WORDS);
  const { language } = useLanguage();
  const { stack, status, changes, seen_at } = report;
  const isOld = lookAge(seen_at, useNow(), DRIFT) === 'old';
  const cost = driftCost(changes, priceOf);
  return (
    <li className="space-y-1.5 px-4 py-2.5 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          to="/cp/infra"
          search={{ tab: 'jobs', stack }}
          className="font-mono text-[0.92em] text-accent underline-offset-2 hover:underline"
        >
          {stack}
        </Link>
        <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>
        <span className="text-xs text-muted">
          {words.seen} <Time at={seen_at} />
        </span>
        {isOld && <Badge tone="warn">{words.old}</Badge>}
        {cost !== undefined && (
          <span className="text-xs text-muted tabular">{words.cost(euros(cost, 'hour', language))}</span>
        )}
      </div>
      {isOld && (
        <p className="text-xs">
          {words.oldTodo} <CommandLine command={lookCommand(DRIFT, stack)} />
        </p>
      )}
      {status === 'failed' && changes.map(({ change }) => <p key={change}>{change}</p>)}
      {status !== 'in_sync' && <Todo report={report} />}
      {status === 'drifted' && (
        <details>
          <summary className="text-sm text-accent">{words.changes(count(changes.length, language))}</summary>
          <DriftChanges stack={stack} changes={changes} priceOf={priceOf} />
        </details>
      )}
    </li>
  );
}

function Todo({ report: { stack, status, changes } }: { report: DriftReport }) {
  const words = useWords(DRIFT_WORDS);
  const isGone = changes.some(({ change, type }) => change === 'delete' && type?.endsWith(':Server'));
  const todo = status === 'failed' ? words.todo.failed : isGone ? words.todo.gone : words.todo.changed;
  return (
    <p className="text-xs">
      {todo} {words.again} <CommandLine command={lookCommand(DRIFT, stack)} />
    </p>
  );
}
