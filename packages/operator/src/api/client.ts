import createClient from 'openapi-fetch';
import { expireKey, readKey, sessionState, untilSignedInAgain } from '../session/key-store.ts';
import { ApiFailure, failureOf, failureOfBody, unreachable } from './failure.ts';
import type { paths } from './schema.d.ts';

/**
 * The one client of the control plane, with the operator's key. Its types are made from the Worker's OpenAPI document
 * (scripts/generate-api.ts). Every method throws an {@link ApiFailure} for whatever is no success.
 */
export const api = createClient<paths>({ baseUrl: '', fetch: send });

/** What a call has answered, such as `await bodyOf(api.GET('/internal/nodes', { params: { query } }))`. */
export async function bodyOf<Body>(call: Promise<{ data?: Body }>): Promise<Body> {
  const { data } = await call.catch((error: unknown) => {
    throw failureOfBody(error);
  });
  if (data === undefined) throw new ApiFailure('no_body', 'The answer is empty.', 200);
  return data;
}

async function send(request: Request): Promise<Response> {
  // A key that is only being tried comes with the request, and its refusal ends nothing.
  if (request.headers.has('authorization')) return await ask(request);
  for (;;) {
    await untilSignedInAgain(request.signal);
    const key = readKey();
    const keyed = request.clone();
    if (key) keyed.headers.set('authorization', `Bearer ${key}`);
    try {
      return await ask(keyed);
    } catch (error) {
      const isRefused = error instanceof ApiFailure && error.status === 401;
      if (!isRefused || sessionState() === 'none') throw error;
      expireKey(key);
      // What is only read is read with the next key, and the page knows nothing of it. What changes something is the operator's to repeat.
      if (request.method !== 'GET') throw error;
    }
  }
}

async function ask(request: Request): Promise<Response> {
  const response = await fetch(request).catch((error: unknown) => {
    // Given up by ourselves: whoever did so knows.
    if (request.signal.aborted) throw error;
    throw unreachable();
  });
  if (response.ok) return response;
  throw await failureOf(response);
}
