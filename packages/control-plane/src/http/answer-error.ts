import { API_ERRORS, type ApiErrorCode, docsOf, type ErrorBody } from '@prego/contracts';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ApiError } from '../api-error.ts';
import type { AppEnv } from '../app-env.ts';
import { ConfigError } from '../config.ts';
import { isMissingSchema, isPassingD1Failure } from './d1-failure.ts';
import { describeError } from './describe-error.ts';

/** Answers whatever went wrong in a request: the only place that does. What is not for the caller goes to the log. */
export function answerError(error: Error, c: Context<AppEnv>): Response {
  const refusal = refusalOf(error);
  const { code } = refusal;
  // 5xx, but for a refusal that a use case has chosen itself: somebody has to know why.
  if (refusal !== error && API_ERRORS[code][0] >= 500) c.var.log.error('request failed', describeError(error));
  if (code === 'unauthorized') c.header('WWW-Authenticate', challengeOf(c));
  c.set('error_code', code);
  const [status, remedy] = API_ERRORS[code];
  const body: ErrorBody = {
    error: { code, message: `${refusal.message} ${remedy}`, docs: docsOf(code), request_id: c.var.request_id },
  };
  return c.json(body, status as ContentfulStatusCode);
}

/** What the caller is told of an error. */
function refusalOf(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof ConfigError) return new ApiError('unavailable', 'The control plane is not set up rightly.');
  if (isMissingSchema(error))
    return new ApiError('unavailable', 'The database has no schema yet: apply the migrations.');
  if (isPassingD1Failure(error)) return new ApiError('unavailable', 'The database is not to be had just now.');
  if (error instanceof HTTPException && error.status < 500) {
    return new ApiError(CODE_OF_STATUS[error.status] ?? 'invalid_request', sentence(error.message));
  }
  return new ApiError('internal_error', 'Something went wrong here.');
}

/** For what hono itself refuses: malformed JSON is 400. */
const CODE_OF_STATUS: Readonly<Record<number, ApiErrorCode>> = { 404: 'not_found', 413: 'payload_too_large' };

const sentence = (message: string): string =>
  message ? `${message.replace(/\.$/, '')}.` : 'The request is not well-formed.';

/** RFC 6750, section 3: the error is named only to those who gave a credential. */
const challengeOf = (c: Context<AppEnv>): string =>
  c.req.header('authorization') ? 'Bearer realm="prego", error="invalid_token"' : 'Bearer realm="prego"';
