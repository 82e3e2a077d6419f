import { Time } from './time.tsx';

interface TimeSaidProps {
  /** What was at that time: a language puts its words before the time, or behind it. */
  words: { readonly before: string; readonly after: string };
  at: number;
}

/** What was when, in one phrase. */
export function TimeSaid({ words, at }: TimeSaidProps) {
  return (
    <span>
      {words.before}
      <Time at={at} />
      {words.after}
    </span>
  );
}
