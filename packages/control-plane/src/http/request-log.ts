import { JobId, TenantId, TraceId } from '@prego/contracts';
import type { LogContext, Logger } from '../ports/logger.ts';

/** What a request is about, in the words of every log line. */
const IDS = { trace_id: TraceId, job_id: JobId, tenant_id: TenantId } as const;
type About = { -readonly [Name in keyof typeof IDS]?: string };

/** The logger of one request: it remembers which job, tenant and trace it was told of, so that the access line names them too. */
export interface RequestLog extends Logger {
  readonly about: About;
  /** Takes ids that come from outside; what has not the form of one is left out. */
  mention(ids: Readonly<Record<string, unknown>>): void;
}

/** Wraps the logger of a request; loggers made of it by `with` tell the same memory. */
export function requestLog(logger: Logger, about: About = {}): RequestLog {
  const mention = (ids: Readonly<Record<string, unknown>>) => {
    for (const name of Object.keys(IDS) as (keyof typeof IDS)[]) {
      const id = IDS[name].safeParse(ids[name]);
      if (id.success) about[name] = id.data;
    }
  };
  const line =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, context: LogContext = {}) => {
      mention(context);
      logger[level](message, { ...about, ...context });
    };
  return {
    about,
    mention,
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (context) => {
      mention(context);
      return requestLog(logger.with(context), about);
    },
  };
}
