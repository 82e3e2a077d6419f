import { eq } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { settings } from './tables/settings.ts';

/** Undefined where it was never set. */
export async function readSetting(db: Db, name: string): Promise<string | undefined> {
  const [row] = await db.select().from(settings).where(eq(settings.name, name));
  return row?.value;
}

export const setStatement = (db: Db, name: string, value: string): Statement =>
  db.insert(settings).values({ name, value }).onConflictDoUpdate({ target: settings.name, set: { value } });
