import type { Db, Statement } from './db.ts';
import { readSetting, setStatement } from './settings.ts';

const NAME = 'clock_offset_ms';

/** How far the clock was moved, in milliseconds. */
export const clockOffset = async (db: Db): Promise<number> => Number((await readSetting(db, NAME)) ?? 0);

export const clockStatement = (db: Db, offsetMs: number): Statement => setStatement(db, NAME, String(offsetMs));
