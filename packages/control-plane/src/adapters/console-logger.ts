import type { LogContext, Logger } from '../ports/logger.ts';

/** One JSON object a line on the console, which Workers Logs indexes by its fields. */
export function consoleLogger(context: LogContext = {}): Logger {
  const line = (level: 'info' | 'warn' | 'error') => (message: string, more?: LogContext) =>
    console[level](JSON.stringify({ level, message, ...context, ...more }));
  return {
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (more) => consoleLogger({ ...context, ...more }),
  };
}
