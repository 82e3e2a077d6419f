import type { LaunchEstimate } from '@prego/contracts';
import type { Language } from '../i18n/language.tsx';

/** What a customer is told of how long it takes. */
export interface EstimateWords {
  /** Where this set-up stands, by past ones. */
  readonly headline: string;
  /** What that rests on, or what to do; null where there is nothing to say. */
  readonly detail: string | null;
  /** Longer than nine in ten: support may be asked. */
  readonly late: boolean;
}

/** A length of time as people say it: of minutes and hours also halves. */
export interface Span {
  readonly count: number;
  readonly unit: 'second' | 'minute' | 'hour';
}

const MINUTE = 60;
const HOUR = 3600;

/**
 * Up to so many seconds a span is a multiple of `step`. Each limit is a multiple of the next step, so that a longer time is
 * never said to be shorter; and none of them is off by more than half of a step, a quarter of the time at most.
 */
const STEPS = [
  { upTo: MINUTE, step: 10 },
  { upTo: 5 * MINUTE, step: MINUTE / 2 },
  { upTo: 20 * MINUTE, step: MINUTE },
  { upTo: 2 * HOUR, step: 5 * MINUTE },
  { upTo: Number.POSITIVE_INFINITY, step: HOUR / 2 },
] as const;

/** Less than this nobody says of machines: what takes one second once takes five the next time. */
const LEAST = 10;

/** `near`: for "about"; `up`: for "within", which must not promise what the figures do not. */
export function spanOf(seconds: number, round: 'near' | 'up'): Span {
  const wanted = Math.max(LEAST, seconds);
  const { step } = STEPS.find(({ upTo }) => wanted <= upTo) ?? STEPS[4];
  const rounded = Math[round === 'up' ? 'ceil' : 'round'](wanted / step) * step;
  if (rounded < MINUTE) return { count: rounded, unit: 'second' };
  if (rounded < 2 * HOUR) return { count: rounded / MINUTE, unit: 'minute' };
  return { count: rounded / HOUR, unit: 'hour' };
}

/**
 * The words for a set-up that has taken `elapsedS` seconds so far. Half of the past ones were done by `typical_s`: until
 * then it says what is left of that, after it that more is normal, and from `slow_s` on that it takes longer than usual.
 */
export function estimateWords(estimate: LaunchEstimate | null, elapsedS: number, language: Language): EstimateWords {
  const words = WORDS[language];
  if (!estimate) return { headline: words.unknown, detail: null, late: false };
  const { typical_s, slow_s, runs } = estimate;
  const slow = spanOf(slow_s, 'up');
  const basis = words.basis(spanOf(typical_s, 'near'), slow, runs);
  // Not before what it says itself is over.
  if (elapsedS >= secondsOf(slow)) return { headline: words.late, detail: `${words.lateHelp} ${basis}`, late: true };
  const left = typical_s - Math.max(0, elapsedS);
  return { headline: left > 0 ? words.left(spanOf(left, 'near')) : words.more, detail: basis, late: false };
}

/** Seconds that the set-up has taken when the control plane's time is `serverMs`; a start in the future counts as now. */
export const elapsedOf = ({ started_at }: LaunchEstimate, serverMs: number): number =>
  Math.max(0, (serverMs - started_at) / 1000);

const SECONDS = { second: 1, minute: MINUTE, hour: HOUR } as const;

/** How long a span is. */
export const secondsOf = ({ count, unit }: Span): number => count * SECONDS[unit];

const half = (count: number): string => `${Math.floor(count) || ''}${count % 1 === 0.5 ? '½' : ''}`;
const english = ({ count, unit }: Span): string => `${half(count)} ${unit}${count > 1 ? 's' : ''}`;

const KOREAN = { second: '초', minute: '분', hour: '시간' } as const;
function korean({ count, unit }: Span): string {
  const whole = `${Math.floor(count)}${KOREAN[unit]}`;
  if (count % 1 === 0) return whole;
  return unit === 'hour' ? `${whole} 30분` : `${whole} 30초`;
}

const WORDS = {
  en: {
    unknown: 'How long it takes can’t be said yet: too few workspaces were set up before yours.',
    left: (span: Span) => `About ${english(span)} to go`,
    more: 'A little more time is normal',
    late: 'This takes longer than usual',
    lateHelp: 'It goes on by itself, and you may close this page. Support can look into it by the reference below.',
    basis: (typical: Span, slow: Span, runs: number) =>
      `Usually ready in about ${english(typical)}; 9 of 10 within ${slow.unit === typical.unit ? half(slow.count) : english(slow)}. From ${runs} set-ups.`,
  },
  ko: {
    unknown: '아직 준비된 워크스페이스가 많지 않아 걸리는 시간을 알려 드리기 어렵습니다.',
    left: (span: Span) => `약 ${korean(span)} 남았습니다`,
    more: '조금 더 걸릴 수 있습니다',
    late: '평소보다 오래 걸리고 있습니다',
    lateHelp:
      '작업은 자동으로 계속되며 이 페이지를 닫으셔도 됩니다. 아래 참조 번호를 알려 주시면 고객 지원에서 확인해 드립니다.',
    basis: (typical: Span, slow: Span, runs: number) =>
      `보통 약 ${korean(typical)} 만에 준비되며, 10건 중 9건은 ${korean(slow)} 안에 끝납니다. 지난 ${runs}건 기준입니다.`,
  },
} as const;
