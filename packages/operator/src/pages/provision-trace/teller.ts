import type { Teller } from './story.ts';

/** Who worked, by colour; the row says it in words too when it is unfolded. */
export const TELLER_FILL: Readonly<Record<Teller | 'github', string>> = {
  control_plane: 'bg-accent',
  action: 'bg-info',
  github: 'bg-line-strong',
};
