/** What a line is about. None of it may be a secret. */
export interface LogContext {
  readonly request_id?: string;
  readonly trace_id?: string | undefined;
  readonly job_id?: string | undefined;
  readonly tenant_id?: string | undefined;
  readonly [field: string]: unknown;
}

/** Structured lines: one JSON object each. */
export interface Logger {
  info(message: string, context?: LogContext): void;
  warn(message: string, context?: LogContext): void;
  error(message: string, context?: LogContext): void;
  /** The same logger with this in every line. */
  with(context: LogContext): Logger;
}
