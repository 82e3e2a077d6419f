import { API_ERRORS, type ApiErrorCode } from '@prego/contracts';

/** A refusal that a caller is told: a code of the closed set and what is wrong. Any other error is an internal one. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;

  /** `message` says what is wrong in one sentence; the remedy of the code is added where it is answered. */
  constructor(code: ApiErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return API_ERRORS[this.code][0];
  }
}
