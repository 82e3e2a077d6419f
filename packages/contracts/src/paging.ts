import { z } from 'zod';

/** What every list takes. `cursor` is what the page before has answered as `next_cursor`; nothing else. */
export const PageQuery = z.object({
  cursor: z.string().max(256).optional(),
  /** Rows a page. */
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of a list: `next_cursor` is null on the last. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });

/** Times cross every boundary as milliseconds since 1970, in UTC. */
export const Millis = z.int().min(0);
