import type { z } from 'zod';
import type { Io } from '../runner/io.ts';
import { claimAttempt, type JobInputs } from './claim.ts';
import { type Call, ControlPlaneClient } from './client.ts';
import type { HttpAnswer } from './http.ts';
import { isRefused } from './refusal.ts';

/** The routes that an attempt may call, by whatever credential opens them. */
export interface Access {
  json<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.infer<Schema>>;
  answer(call: Call): Promise<HttpAnswer>;
}

/**
 * The routes of one attempt by its token. A token may be void before its time, because another step of the job has claimed
 * since, or its hour is over: then the attempt is claimed once more and the call repeated.
 */
export class AttemptAccess implements Access {
  readonly #io: Io;
  readonly #inputs: JobInputs;
  #client: ControlPlaneClient;
  #claiming: Promise<ControlPlaneClient> | undefined;

  /** `inputs.attempt` is that of the token: another one is never claimed in its place. */
  constructor(io: Io, inputs: JobInputs & { readonly attempt: number }, token: string) {
    this.#io = io;
    this.#inputs = inputs;
    this.#client = new ControlPlaneClient(inputs.control_plane_url, token, () => io.now());
  }

  json<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.infer<Schema>> {
    return this.#asClaimed(call, (client) => client.json(call, schema));
  }

  answer(call: Call): Promise<HttpAnswer> {
    return this.#asClaimed(call, (client) => client.answer(call));
  }

  async #asClaimed<Result>(call: Call, ask: (client: ControlPlaneClient) => Promise<Result>): Promise<Result> {
    const client = this.#client;
    try {
      return await ask(client);
    } catch (error) {
      if (!isRefused(error, 'unauthorized')) throw error;
      return await ask(await this.#claimedAgain(client, call));
    }
  }

  /** One claim for all who were refused by the same token: each claim voids the one before. */
  async #claimedAgain(refused: ControlPlaneClient, { signal, withinMs }: Call): Promise<ControlPlaneClient> {
    if (this.#client !== refused) return this.#client;
    this.#claiming ??= claimAttempt(this.#io, this.#inputs, { signal, ...(withinMs !== undefined && { withinMs }) })
      .then(({ token }) => {
        this.#client = this.#client.as(token);
        return this.#client;
      })
      .finally(() => {
        this.#claiming = undefined;
      });
    return await this.#claiming;
  }
}
