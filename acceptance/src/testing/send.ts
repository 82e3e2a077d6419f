import type { z } from 'zod';

/** One call; answers what the schema makes of it. Throws with what was answered where that is a refusal. */
export async function send<S extends z.ZodType>(
  method: string,
  url: string,
  schema: S,
  token?: string,
  body?: unknown,
): Promise<z.infer<S>> {
  const answer = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'prego-acceptance',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return schema.parse(text === '' ? undefined : isJson ? JSON.parse(text) : text);
}
