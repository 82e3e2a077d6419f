import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { TONE_CHIP, TONE_FILL, type Tone } from './tone.ts';

/** A word with its colour. `moving`: it will change by itself soon. */
export function Badge({ tone, moving = false, children }: { tone: Tone; moving?: boolean; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap',
        TONE_CHIP[tone],
      )}
    >
      <span aria-hidden className={classes('size-1.5 rounded-full', TONE_FILL[tone], moving && 'animate-pulse')} />
      {children}
    </span>
  );
}
