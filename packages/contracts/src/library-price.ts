import { z } from 'zod';

/** Net, in euros. An unknown price is null, never 0. */
export const Euros = z.number().min(0).nullable();
export const LibraryPrice = z.object({ hourly: Euros, monthly: Euros });
export type LibraryPrice = z.infer<typeof LibraryPrice>;
