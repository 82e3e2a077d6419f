import { z } from 'zod';

const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** The control plane, as one of its callers reaches it: an operator, or a run with its attempt token. */
export class ControlPlaneClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** The same control plane under another credential. */
  as(token: string): ControlPlaneClient {
    return new ControlPlaneClient(this.#url, token);
  }

  get url(): string {
    return this.#url;
  }

  get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
    return this.#send('GET', path, schema);
  }

  post<Schema extends z.ZodType>(path: string, body: unknown, schema: Schema): Promise<z.infer<Schema>> {
    return this.#send('POST', path, schema, body);
  }

  async patch(path: string, body: unknown): Promise<void> {
    await this.#send('PATCH', path, z.unknown(), body);
  }

  async #send<Schema extends z.ZodType>(method: string, path: string, schema: Schema, body?: unknown) {
    const answer = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      throw new Error(`${method} ${path}: the control plane does not answer at ${this.#url}.`, { cause: error });
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${messageOf(text) ?? `answered ${answer.status}: ${text}`}`);
    }
    return schema.parse(text === '' ? undefined : JSON.parse(text));
  }
}

/** What a refusal says; undefined for an answer that is none of the control plane's own. */
function messageOf(text: string): string | undefined {
  try {
    return Refusal.parse(JSON.parse(text)).error.message;
  } catch {
    return undefined;
  }
}
