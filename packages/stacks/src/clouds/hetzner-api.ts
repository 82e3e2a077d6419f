import { z } from 'zod';
import { StackError } from '../errors.ts';
import { ApiRefusal, NoAnswer } from './api-errors.ts';
import type { FoundResource, HetznerKind } from './cloud-lookup.ts';
import { type ApiOptions, type Dialect, JsonApi } from './json-api.ts';

export const HETZNER_ENDPOINT = 'https://api.hetzner.cloud/v1';

const HETZNER: Dialect = {
  vendor: 'Hetzner',
  refusal: z.object({ error: z.object({ code: z.string(), message: z.string() }) }).transform(({ error }) => error),
  // An action runs on the thing; somebody else changes it; what uses it is on its way out (a firewall's servers, say).
  passing: ['locked', 'conflict', 'resource_in_use'],
};

/** What can be listed and removed: what a stack makes, and the addresses that Hetzner makes along with servers. */
export type ListedKind = HetznerKind | 'primary_ips';

const Named = z.object({ name: z.string() });
const Listed = z
  .object({
    id: z.number(),
    name: z.string(),
    labels: z.record(z.string(), z.string()),
    location: Named.nullish(),
    server_type: Named.nullish(),
  })
  .transform(
    ({ id, name, labels, location, server_type }): FoundResource => ({
      id: String(id),
      name,
      labels,
      ...(location && { location: location.name }),
      ...(server_type && { serverType: server_type.name }),
    }),
  );

const Meta = z.object({ pagination: z.object({ next_page: z.number().nullable() }) });
const Action = z.object({
  id: z.number(),
  command: z.string(),
  status: z.enum(['running', 'success', 'error']),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
type Action = z.infer<typeof Action>;
const WithAction = z.object({ action: Action });

/** The most that the API gives on a page. */
const PER_PAGE = 50;

/** Pauses between looks at an action, in milliseconds. Most end within seconds: the first is that of the vendor's client. */
const FIRST_LOOK_MS = 500;
const LAST_LOOK_MS = 3_000;

/** Actions of the kinds that we wait for end in under a minute. One that takes this long hangs. */
const ACTION_MAX_MS = 10 * 60_000;

interface Page<T> {
  readonly items: T[];
  readonly next: number | null;
}

/** Hetzner Cloud, as far as we talk to it ourselves. Every method throws StackError. */
export class HetznerApi {
  readonly #api: JsonApi;

  constructor({ endpoint = HETZNER_ENDPOINT, ...options }: ApiOptions & { readonly endpoint?: string }) {
    this.#api = new JsonApi(HETZNER, endpoint, options);
  }

  /** What `GET path` answers, as the schema takes it. */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.#api.call('GET', path, schema);
  }

  /** All of a kind that bears the name or meets the label selector (`managed-by=prego`); all there is without either. */
  async list(
    kind: ListedKind,
    by: { readonly name?: string; readonly labelSelector?: string } = {},
  ): Promise<FoundResource[]> {
    const query: Record<string, string> = {};
    if (by.name !== undefined) query.name = by.name;
    if (by.labelSelector !== undefined) query.label_selector = by.labelSelector;
    const found: FoundResource[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const { items, next }: Page<FoundResource> = await this.#page(kind, { ...query, page: String(page) });
      found.push(...items);
      page = next;
    }
    return found;
  }

  /** All of a kind, whatever it is, each as the schema takes it: `listAll('server_types', …)`. */
  async listAll<T>(kind: string, item: z.ZodType<T>): Promise<T[]> {
    const found: T[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const path: string = `/${kind}?page=${page}&per_page=${PER_PAGE}`;
      const { items, next }: Page<T> = await this.get(path, pageOf(kind, item));
      found.push(...items);
      page = next;
    }
    return found;
  }

  /** All of a kind in one request; undefined where there is more than a page of it. */
  async listAtOnce(kind: ListedKind): Promise<FoundResource[] | undefined> {
    const { items, next } = await this.#page(kind, {});
    return next === null ? items : undefined;
  }

  /** `running`, `off`, `initializing` …; undefined for a server that is not there. */
  async serverStatus(serverId: string): Promise<string | undefined> {
    const Status = z.object({ server: z.object({ status: z.string() }) });
    return await this.get(`/servers/${serverId}`, Status).then(({ server }) => server.status, goneIfNotFound);
  }

  /** Whether there is no such thing. */
  async isGone(kind: ListedKind, id: string): Promise<boolean> {
    return (await this.get(`/${kind}/${id}`, z.object({})).catch(goneIfNotFound)) === undefined;
  }

  /** The address ranges of a network's subnets. */
  async subnets(networkId: string): Promise<string[]> {
    const Network = z.object({ network: z.object({ subnets: z.array(z.object({ ip_range: z.string() })) }) });
    const { network } = await this.get(`/networks/${networkId}`, Network);
    return network.subnets.map(({ ip_range }) => ip_range);
  }

  /** Turns a server on and waits until that is done. One that runs already is left alone. */
  async powerOn(serverId: string): Promise<void> {
    const order = () => this.#api.call('POST', `/servers/${serverId}/actions/poweron`, WithAction);
    const ordered = await order().catch(async (error: unknown) => {
      // The answer is lost, so what came of it is looked up. Where the server is off still, the order was lost too.
      if (!(error instanceof NoAnswer)) throw error;
      return (await this.serverStatus(serverId)) === 'off' ? await order() : undefined;
    });
    if (ordered) await this.#finish(ordered.action);
  }

  /**
   * Removes a thing and waits until it is gone; one that is gone already is fine. What is protected stays:
   * `delete_protected`.
   */
  async remove(kind: ListedKind, id: string): Promise<void> {
    const Removed = WithAction.optional();
    const removed = await this.#api.call('DELETE', `/${kind}/${id}`, Removed).catch(goneIfNotFound);
    if (removed) await this.#finish(removed.action);
  }

  /** Waits until an action has ended. Throws where it ended in an error. */
  async waitFor(actionId: number): Promise<void> {
    const { action } = await this.get(`/actions/${actionId}`, WithAction);
    await this.#finish(action);
  }

  async #finish(begun: Action): Promise<void> {
    let action = begun;
    let [pause, waited] = [FIRST_LOOK_MS, 0];
    while (action.status === 'running' && waited < ACTION_MAX_MS) {
      await this.#api.rest(pause);
      waited += pause;
      pause = Math.min(pause * 1.5, LAST_LOOK_MS);
      action = (await this.get(`/actions/${action.id}`, WithAction)).action;
    }
    if (action.status === 'success') return;
    const why = action.error
      ? `${action.error.message} (${action.error.code})`
      : `it has not ended in ${waited / 1000} s`;
    const message = `Hetzner's action ${action.command} (${action.id}) failed: ${why}.`;
    throw new StackError(
      'update_failed',
      message,
      'Run it again; if it stays so, look at it in the console of Hetzner.',
    );
  }

  #page(kind: ListedKind, query: Record<string, string>): Promise<Page<FoundResource>> {
    const search = new URLSearchParams({ ...query, per_page: String(PER_PAGE) });
    return this.get(`/${kind}?${search}`, pageOf(kind, Listed));
  }
}

function pageOf<T>(kind: string, item: z.ZodType<T>): z.ZodType<Page<T>> {
  return z
    .looseObject({ meta: Meta })
    .transform(({ meta, [kind]: items }) => ({ items, next: meta.pagination.next_page }))
    .pipe(z.object({ items: z.array(item), next: z.number().nullable() }));
}

/** For a `catch`: undefined where there is no such thing; throws whatever else it is. */
export function goneIfNotFound(error: unknown): undefined {
  if (error instanceof ApiRefusal && error.apiCode === 'not_found') return undefined;
  throw error;
}
