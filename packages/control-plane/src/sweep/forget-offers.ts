import { lte } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { unavailableOffers } from '../store/tables/fleet.ts';

/** Offers of which there may be some again. */
export async function forgetOffers({ db, now }: Deps): Promise<number> {
  const gone = await db
    .delete(unavailableOffers)
    .where(lte(unavailableOffers.until, now))
    .returning({ server_type: unavailableOffers.server_type });
  return gone.length;
}
