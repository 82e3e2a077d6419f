import type { z } from 'zod';
import type { Call } from '../core/http.ts';
import { HetznerError } from './errors.ts';

/** The request's body as `schema` reads it; refused as `invalid_input` that names every field at fault. */
export function readBody<T>(call: Call, schema: z.ZodType<T>): T {
  const result = schema.safeParse(call.body ?? {});
  if (result.success) return result.data;
  const messages = new Map<string, string[]>();
  for (const issue of result.error.issues) {
    const field = issue.path.join('.') || '-';
    messages.set(field, [...(messages.get(field) ?? []), issue.message]);
  }
  const names = [...messages.keys()].map((name) => `'${name}'`).join(', ');
  throw new HetznerError('invalid_input', `invalid input in field${messages.size > 1 ? 's' : ''} ${names}`, {
    fields: [...messages].map(([name, texts]) => ({ name, messages: texts })),
  });
}
