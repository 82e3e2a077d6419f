import { z } from 'zod';

/** Ten years: far enough for every retention, near enough that every time stays a sane one. */
const MAX_OFFSET_MS = 10 * 365 * 24 * 3600 * 1000;

/** `PUT /internal/clock`: how far the control plane's clock is ahead of the real one. */
export const Clock = z.strictObject({
  offset_ms: z.int().min(-MAX_OFFSET_MS).max(MAX_OFFSET_MS).describe('Negative: behind it.'),
});
export type Clock = z.infer<typeof Clock>;
