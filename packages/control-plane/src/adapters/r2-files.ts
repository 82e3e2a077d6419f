import type { FileStore } from '../ports/file-store.ts';

/** R2 removes at most this many keys at once (developers.cloudflare.com/r2/api/workers/workers-api-reference). */
const REMOVE_AT_ONCE = 1000;

export const r2Files = (bucket: R2Bucket): FileStore => ({
  async put(key, body) {
    await bucket.put(key, body);
  },
  async putNew(key, body) {
    const written = await bucket.put(key, body, { onlyIf: { etagDoesNotMatch: '*' } });
    return written !== null;
  },
  async get(key) {
    const object = await bucket.get(key);
    return object ? new Uint8Array(await object.arrayBuffer()) : undefined;
  },
  async list(prefix) {
    const found: { key: string; uploadedAt: number; size: number }[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await bucket.list({ prefix, ...(cursor ? { cursor } : {}) });
      found.push(...page.objects.map(entryOf));
      if (!page.truncated) return found;
      cursor = page.cursor;
    }
  },
  async listSome(prefix, limit, after) {
    const page = await bucket.list({ prefix, limit, ...(after !== undefined ? { startAfter: after } : {}) });
    return { entries: page.objects.map(entryOf), more: page.truncated };
  },
  async remove(keys) {
    for (let i = 0; i < keys.length; i += REMOVE_AT_ONCE) await bucket.delete(keys.slice(i, i + REMOVE_AT_ONCE));
  },
});

const entryOf = ({ key, uploaded, size }: R2Object) => ({ key, uploadedAt: uploaded.getTime(), size });
