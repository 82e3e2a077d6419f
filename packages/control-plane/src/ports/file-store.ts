/** Objects by key: engine logs and the snapshots of decisions. */
export interface FileStore {
  put(key: string, body: string | Uint8Array): Promise<void>;
  /** Writes only where nothing stands under this key; false where something does. Of two at once one wins. */
  putNew(key: string, body: string | Uint8Array): Promise<boolean>;
  get(key: string): Promise<Uint8Array | undefined>;
  /** Every key with this prefix, sorted, with when it was written (ms) and its size in bytes. */
  list(prefix: string): Promise<{ key: string; uploadedAt: number; size: number }[]>;
  /** The same of those that sort after `after`, at most `limit` (up to 1,000), and whether there are more behind them. */
  listSome(
    prefix: string,
    limit: number,
    after?: string,
  ): Promise<{ entries: { key: string; uploadedAt: number; size: number }[]; more: boolean }>;
  /** Also of keys that are not there. */
  remove(keys: readonly string[]): Promise<void>;
}
