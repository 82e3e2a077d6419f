import { BaseRecords } from 'cloudflare/resources/dns/records';
import { createClient } from 'cloudflare/tree-shakable';
import { z } from 'zod';
import { ActionError } from '../errors.ts';
import type { CloudflareAccess } from './access.ts';
import { cancelledBefore, isNotFound, meaningOf, NotYet, UnknownOutcome } from './ask-cloudflare.ts';
import type { WantedRecord, ZoneRecord } from './decide-record.ts';
import { type Patience, paused, TRIES } from './patience.ts';
import { ownerComment } from './record-owner.ts';

const BASE_URL = 'https://api.cloudflare.com/client/v4';
/** The client would send today's date: what it is answered must not change by itself. */
const API_VERSION = '2026-11-01';
/** One request. Cloudflare answers within a second or two as a rule. */
const REQUEST_MS = 20_000;
/** 1 is Cloudflare's "automatic", the only one that a proxied record may have. */
const AUTOMATIC_TTL = 1;

const ZoneAnswer = z.object({ result: z.object({ name: z.string().toLowerCase() }) });
const RecordAnswer = z.object({
  id: z.string().min(1),
  name: z.string().toLowerCase(),
  type: z.string(),
  content: z.string().default(''),
  proxied: z.boolean().default(false),
  comment: z
    .string()
    .nullish()
    .transform((comment) => comment ?? null),
});

/** The records of one zone. Reads are repeated; a change is sent once, and throws as `meaningOf` says. */
export class DnsZone {
  readonly #client;
  readonly #zoneId: string;
  readonly #patience: Patience;

  constructor(access: CloudflareAccess, zoneId: string, patience: Patience) {
    this.#zoneId = zoneId;
    this.#patience = patience;
    this.#client = createClient({
      resources: [BaseRecords],
      apiToken: access.token,
      // Else it takes what it finds in the environment, and logs to the console past our masking.
      apiKey: null,
      apiEmail: null,
      userServiceKey: null,
      baseURL: access.baseUrl ?? BASE_URL,
      apiVersion: API_VERSION,
      logLevel: 'off',
      timeout: REQUEST_MS,
      // It would repeat changes too, and sleeps in between whatever the signal says.
      maxRetries: 0,
    });
  }

  /** The zone's own domain. */
  async name(): Promise<string> {
    const doing = `read the zone ${this.#zoneId}`;
    const path = `/zones/${encodeURIComponent(this.#zoneId)}`;
    const request = (options: RequestOptions) => this.#client.get<unknown>(path, options);
    return (await this.#read(doing, ZoneAnswer, request)).result.name;
  }

  /** All records of exactly this name. */
  async named(name: string): Promise<ZoneRecord[]> {
    const doing = `list the records of ${name}`;
    const query = { zone_id: this.#zoneId, name: { exact: name }, per_page: 100 };
    const request = async (options: RequestOptions) => (await this.#client.dns.records.list(query, options)).result;
    const records = await this.#read(doing, z.array(RecordAnswer), request);
    // Not to rest on the filter alone: whatever else came would be taken for this name's.
    return records.filter((record) => record.name === name);
  }

  /** Undefined when there is no such record (any more). */
  async byId(recordId: string): Promise<ZoneRecord | undefined> {
    const doing = `read the record ${recordId}`;
    return await this.#read(doing, RecordAnswer.optional(), (options) =>
      this.#client.dns.records.get(recordId, { zone_id: this.#zoneId }, options).catch(absent),
    );
  }

  async create(wanted: WantedRecord, jobId: string): Promise<ZoneRecord> {
    const doing = `create the record ${wanted.name}`;
    return await this.#change(doing, (options) =>
      this.#client.dns.records.create(this.#fields(wanted, jobId), options),
    );
  }

  async update(recordId: string, wanted: WantedRecord, jobId: string): Promise<ZoneRecord> {
    const doing = `change the record ${wanted.name}`;
    return await this.#change(doing, (options) =>
      this.#client.dns.records.edit(recordId, this.#fields(wanted, jobId), options),
    );
  }

  /** That it was gone already is as good. */
  async remove({ id, name }: ZoneRecord): Promise<void> {
    const request = (options: RequestOptions) =>
      this.#client.dns.records.delete(id, { zone_id: this.#zoneId }, options).catch(absent);
    await this.#once(`delete the record ${name}`, request);
  }

  #fields({ name, content, proxied, tenantId }: WantedRecord, jobId: string) {
    const comment = ownerComment(tenantId, jobId);
    return { zone_id: this.#zoneId, type: 'A' as const, name, content, proxied, ttl: AUTOMATIC_TTL as 1, comment };
  }

  async #change(doing: string, request: (options: RequestOptions) => Promise<unknown>): Promise<ZoneRecord> {
    return understood(RecordAnswer, await this.#once(doing, request), doing);
  }

  async #once<T>(doing: string, request: (options: RequestOptions) => Promise<T>): Promise<T> {
    try {
      // The client's own timeout ends with the head of the answer.
      return await request({ signal: AbortSignal.any([this.#patience.signal, AbortSignal.timeout(REQUEST_MS)]) });
    } catch (error) {
      throw meaningOf(error, doing);
    }
  }

  async #read<S extends z.ZodType>(
    doing: string,
    schema: S,
    request: (options: RequestOptions) => Promise<unknown>,
  ): Promise<z.infer<S>> {
    for (let tries = 0; ; tries++) {
      try {
        return understood(schema, await this.#once(doing, request), doing);
      } catch (error) {
        if (!(error instanceof UnknownOutcome || error instanceof NotYet)) throw error;
        if (tries + 1 === TRIES) throw unreadable(doing, error);
        if (!(await paused(this.#patience, error, tries))) throw cancelledBefore(doing);
      }
    }
  }
}

interface RequestOptions {
  readonly signal: AbortSignal;
}

function absent(error: unknown): undefined {
  if (isNotFound(error)) return undefined;
  throw error;
}

function understood<S extends z.ZodType>(schema: S, answer: unknown, doing: string): z.infer<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new UnknownOutcome(`Cloudflare was asked to ${doing}, and its answer is none of its API's`);
}

const unreadable = (doing: string, cause: Error): ActionError =>
  new ActionError(
    'dns_failed',
    `Cloudflare could not be asked to ${doing}: ${cause.message}.`,
    'Run the job again once Cloudflare answers (cloudflarestatus.com). Nothing was changed.',
    { cause },
  );
