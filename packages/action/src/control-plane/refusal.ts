import { API_ERRORS, type ApiErrorCode } from '@prego/contracts';
import { z } from 'zod';
import { ActionError } from '../errors.ts';

/** Codes that this version does not know are taken too: the control plane may be newer. */
const Body = z.object({
  error: z.object({ code: z.string(), message: z.string(), request_id: z.string().optional() }),
});

/** The control plane has said no, in its own words: nothing was done. */
export class ControlPlaneRefusal extends ActionError {
  readonly status: number;

  constructor(status: number, { code, message, request_id }: z.infer<typeof Body>['error'], asked: string) {
    const known = code in API_ERRORS ? API_ERRORS[code as ApiErrorCode][1] : undefined;
    const remedy = known ?? `Read docs/errors/api/${code}.md of the control plane's version.`;
    // Its messages end with the remedy.
    const said = known !== undefined && message.endsWith(known) ? message.slice(0, -known.length).trim() : message;
    const request = request_id === undefined ? '' : `, request ${request_id}`;
    super(code as ApiErrorCode, said, remedy, { detail: `${asked} was answered with ${status}${request}.` });
    this.status = status;
  }
}

/** Reads a refusal; undefined where the answer is not in the control plane's words, such as a proxy's. */
export function refusalOf(status: number, text: string, asked: string): ControlPlaneRefusal | undefined {
  const parsed = Body.safeParse(jsonOf(text));
  return parsed.success ? new ControlPlaneRefusal(status, parsed.data.error, asked) : undefined;
}

/** `text` as JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the control plane refused with one of these codes. */
export const isRefused = (error: unknown, ...codes: readonly ApiErrorCode[]): error is ControlPlaneRefusal =>
  error instanceof ControlPlaneRefusal && codes.includes(error.code as ApiErrorCode);
