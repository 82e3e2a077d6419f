import { z } from 'zod';
import { ApiRefusal } from './api-errors.ts';
import type { FoundRecord } from './cloud-lookup.ts';
import { type ApiOptions, type Dialect, JsonApi } from './json-api.ts';

const CLOUDFLARE: Dialect = {
  vendor: 'Cloudflare',
  refusal: z
    .object({ errors: z.array(z.object({ code: z.number(), message: z.string() })).min(1) })
    .transform(({ errors: [first] }) => ({ code: String(first?.code), message: String(first?.message) })),
  passing: [],
};

const BASE_URL = 'https://api.cloudflare.com/client/v4';

/** More records than a name can sensibly have: one request gets them all. The API's own bound is 5,000,000. */
const PER_PAGE = 1_000;

const ADDRESS_TYPES = ['A', 'AAAA', 'CNAME'] as const;

const Records = z.object({
  result: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      content: z.string().optional(),
      comment: z.string().nullish(),
    }),
  ),
});

const Commented = z.object({
  result: z.array(z.object({ id: z.string(), name: z.string(), comment: z.string().nullish() })),
});

/** "Record does not exist." */
const NO_RECORD = '81044';

/** Cloudflare's DNS, as far as we talk to it ourselves. Every method throws StackError. */
export class CloudflareApi {
  readonly #api: JsonApi;

  constructor({ baseUrl = BASE_URL, ...options }: ApiOptions & { readonly baseUrl?: string }) {
    this.#api = new JsonApi(CLOUDFLARE, baseUrl, options);
  }

  /** The A, AAAA and CNAME records of a full name. */
  async records(zoneId: string, name: string): Promise<FoundRecord[]> {
    const search = new URLSearchParams({ 'name.exact': name, per_page: String(PER_PAGE) });
    const { result } = await this.#api.call('GET', `/zones/${zoneId}/dns_records?${search}`, Records);
    return result.flatMap(({ id, type, content = '', comment }) => {
      const known = ADDRESS_TYPES.find((candidate) => candidate === type);
      return known ? [{ id, type: known, content, comment: comment ?? '' }] : [];
    });
  }

  /** The id and full name of every record of a zone that bears this comment, letter by letter. */
  async recordsWithComment(zoneId: string, comment: string): Promise<{ id: string; name: string }[]> {
    const search = new URLSearchParams({ 'comment.exact': comment, per_page: String(PER_PAGE) });
    const { result } = await this.#api.call('GET', `/zones/${zoneId}/dns_records?${search}`, Commented);
    return result.filter((record) => record.comment === comment).map(({ id, name }) => ({ id, name }));
  }

  /** Removes a record; one that is gone already is fine. */
  async removeRecord(zoneId: string, recordId: string): Promise<void> {
    await this.#api.call('DELETE', `/zones/${zoneId}/dns_records/${recordId}`, z.unknown()).catch((error: unknown) => {
      if (!(error instanceof ApiRefusal && error.apiCode === NO_RECORD)) throw error;
    });
  }
}
