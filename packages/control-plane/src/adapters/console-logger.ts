import type { LogContext, Logger } from '../ports/logger.ts';
import { maskSecrets } from '../story/mask-secrets.ts';

/**
 * One JSON object a line on the console, which Workers Logs indexes by its fields. What looks like a secret is masked: a key that
 * was pasted into an address passes for a tenant's id.
 */
export function consoleLogger(context: LogContext = {}): Logger {
  const line = (level: 'info' | 'warn' | 'error') => (message: string, more?: LogContext) =>
    console[level](JSON.stringify(maskSecrets({ level, message, ...context, ...more })));
  return {
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (more) => consoleLogger({ ...context, ...more }),
  };
}
