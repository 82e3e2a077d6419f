import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { readSetting, setStatement } from '../store/settings.ts';

const DAY_MS = 86_400_000;
/** What R2 lists, and removes, at once: so one sweep costs two operations at most, however many objects there are. */
const KEYS_A_SWEEP = 1000;

/** How far the round through all keys has come; `after` is null once it is through. */
const Round = z.object({ began_at: z.number(), after: z.string().nullable() });
type Round = z.infer<typeof Round>;

/**
 * Removes what is older than `keptDays` under a prefix, a thousand keys a call: each goes on where the one before ended,
 * which the setting keeps, and a new round through all of them begins once a day. Answers how many were removed.
 */
export async function pruneFiles(
  { db, files, now }: Pick<Deps, 'db' | 'files' | 'now'>,
  {
    prefix,
    keptDays,
    setting,
    keysACall = KEYS_A_SWEEP,
  }: { prefix: string; keptDays: number; setting: string; keysACall?: number },
): Promise<number> {
  const stored = await readSetting(db, setting);
  const known = stored === undefined ? undefined : Round.parse(JSON.parse(stored));
  if (known && known.after === null && now - known.began_at < DAY_MS) return 0;
  const round: Round = known && known.after !== null ? known : { began_at: now, after: '' };
  const { entries, more } = await files.listSome(prefix, keysACall, round.after || undefined);
  const old = entries.filter(({ uploadedAt }) => now - uploadedAt > keptDays * DAY_MS).map(({ key }) => key);
  await files.remove(old);
  const after = more ? (entries.at(-1)?.key ?? null) : null;
  await commit(db, [setStatement(db, setting, JSON.stringify({ ...round, after }))]);
  return old.length;
}
