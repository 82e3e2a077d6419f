import { type Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface Outgoing {
  readonly method: string;
  /** Path and query, sent as they are. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body?: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The connection or the signal has ended a request; what came of it is unknown. The message says how it ended. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected';
}

/** One request to the host of `origin`, and its whole answer. Throws Disconnected. */
export async function exchange(
  origin: URL,
  { body, ...outgoing }: Outgoing,
  agent: Agent,
  signal?: AbortSignal,
): Promise<Answer> {
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = origin.protocol === 'https:' ? httpsRequest : httpRequest;
      request(origin, { ...outgoing, agent, ...(signal && { signal }) }, resolve)
        .on('error', reject)
        .end(body);
    });
    return { status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) };
  } catch (error) {
    // Where a name has several addresses and none answers, Node's error has a code only.
    const { message, code } = error as NodeJS.ErrnoException;
    throw new Disconnected(message || code, { cause: error });
  }
}
