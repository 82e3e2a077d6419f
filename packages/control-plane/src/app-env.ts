import type { ApiErrorCode } from '@prego/contracts';
import type { Access } from './auth/match-access.ts';
import type { Caller } from './caller.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import type { RequestLog } from './http/request-log.ts';

/** What hono carries through a request. The first middlewares set every variable before a route runs. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    deps: Deps;
    caller: Caller;
    request_id: string;
    /** The row of the access table. */
    access: Access;
    log: RequestLog;
    /** Of a refusal: set when it is answered. */
    error_code?: ApiErrorCode;
  };
}
