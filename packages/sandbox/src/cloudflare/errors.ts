import type { Reply } from '../core/http.ts';

interface ApiMessage {
  code: number;
  message: string;
  error_chain?: { code: number; message: string }[];
}

/** A refusal in the vendor's words; the app turns it into the vendor's envelope. */
export class CloudflareError extends Error {
  readonly status: number;
  readonly code: number;
  readonly chain: { code: number; message: string }[];

  constructor(status: number, code: number, message: string, chain: { code: number; message: string }[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.chain = chain;
  }
}

/** What the vendor answers to a record that it finds wrong: the reason stands in the error's chain. */
export function invalidRecord(code: number, message: string): CloudflareError {
  return new CloudflareError(400, 1004, 'DNS Validation Error', [{ code, message }]);
}

/**
 * An identifier that is not 32 hexadecimal digits never reaches the vendor's handlers. Source: error 7003 in
 * timothymiller/cloudflare-ddns#152, whose path begins with `/client/v4`.
 */
export function unroutable(path: string): CloudflareError {
  return new CloudflareError(404, 7003, `Could not route to ${path}, perhaps your object identifier is invalid?`);
}

export function errorReply(error: CloudflareError, headers: Record<string, string> = {}): Reply {
  const shown: ApiMessage = { code: error.code, message: error.message };
  if (error.chain.length > 0) shown.error_chain = error.chain;
  return { status: error.status, headers, body: { result: null, success: false, errors: [shown], messages: [] } };
}

/** A success in the vendor's envelope; `more` stands beside `result` (such as `result_info`). */
export function success(result: unknown, more: Record<string, unknown> = {}): Reply {
  return { status: 200, body: { result, success: true, errors: [], messages: [], ...more } };
}
