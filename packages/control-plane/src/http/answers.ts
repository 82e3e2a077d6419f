import { API_ERRORS, type ApiErrorCode, ErrorBody } from '@prego/contracts';
import type { z } from 'zod';

type Answer = { description: string; content?: { 'application/json': { schema: z.ZodType } } };

/** The description of a JSON answer, for createRoute. */
export const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A JSON body that must be there, for createRoute. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

/** The refusals of a route by their codes, for createRoute; those that any route may answer need not be named. */
export function refusals(...codes: ApiErrorCode[]): Record<number, Answer> {
  const all: ApiErrorCode[] = ['invalid_request', 'unauthorized', 'forbidden', ...codes];
  const byStatus = Map.groupBy(all, (code) => API_ERRORS[code][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [status, json([...new Set(group)].join(', '), ErrorBody)]),
  );
}
