import { WireBoolean } from '@prego/contracts';
import { z } from 'zod';

/**
 * What an input accepts, in words, read from its schema so that both can't differ: `sg, us, eu`, `a whole number from 1 to 900`.
 * `''` where the schema takes any text.
 */
export function accepted(schema: z.ZodType): string {
  const inner = unwrapped(schema);
  if (inner === WireBoolean) return 'true, false';
  if (inner instanceof z.ZodEnum) return inner.options.join(', ');
  if (inner instanceof z.ZodNumber) return `a whole number from ${inner.minValue} to ${inner.maxValue}`;
  if (inner instanceof z.ZodURL) return 'an address that begins with http:// or https://';
  if (inner instanceof z.ZodIPv4) return 'an IPv4 address such as 203.0.113.7';
  return patternInWords(inner);
}

/** Those with a pattern carry its words as their error: NUL, which no input holds, brings them out. */
function patternInWords(schema: z.ZodType): string {
  return schema.safeParse('\0').error?.issues[0]?.message ?? '';
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap() as z.ZodType);
  return schema;
}
