import type { ErrorBody } from '@prego/contracts';

/** What a request has come to instead of an answer. `code` is the control plane's own, or one of ours below. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: string;
  /** The HTTP status; 0 where nobody answered. */
  readonly status: number;
  readonly requestId: string | undefined;
  /** Seconds after which asking again is worth it, where the answer says so. */
  readonly retryAfterS: number | undefined;

  constructor(code: string, message: string, status: number, more: { requestId?: string; retryAfterS?: number } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.requestId = more.requestId;
    this.retryAfterS = more.retryAfterS;
  }
}

/** Nobody answered: the network is gone, or the control plane is. */
export const unreachable = (): ApiFailure => new ApiFailure('unreachable', 'The control plane can not be reached.', 0);

/** An answer that is no success, whoever gave it: a proxy before the control plane answers without our body. */
export async function failureOf(response: Response): Promise<ApiFailure> {
  const text = await response.text().catch(() => '');
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const more = Number.isFinite(seconds) ? { retryAfterS: seconds } : {};
  const body = parse(text);
  if (!body)
    return new ApiFailure(`http_${response.status}`, `The answer was HTTP ${response.status}.`, response.status, more);
  const { code, message, request_id } = body.error;
  return new ApiFailure(code, message, response.status, { ...more, requestId: request_id });
}

/** What went wrong with an answer that had begun well: it broke off, or it is no JSON and so not the control plane's. */
export function failureOfBody(error: unknown): unknown {
  if (error instanceof SyntaxError) return new ApiFailure('not_json', 'The answer is not JSON.', 200);
  return error instanceof TypeError ? unreachable() : error;
}

function parse(text: string): ErrorBody | undefined {
  try {
    const body = JSON.parse(text) as Partial<ErrorBody>;
    return typeof body.error?.code === 'string' ? (body as ErrorBody) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the same request may do better a moment later. */
export const mayPass = (error: unknown): boolean =>
  error instanceof ApiFailure && (error.status === 0 || error.status === 429 || error.status >= 500);
