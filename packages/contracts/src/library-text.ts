import { z } from 'zod';

/** Words for people, in both languages of the console. */
export const Text = z.strictObject({ en: z.string().min(1).max(4000), ko: z.string().min(1).max(4000) });
export type Text = z.infer<typeof Text>;
