import type { ApiFailure } from '../api/failure.ts';
import { ErrorCode } from './error-code.tsx';

/** The code of a request that failed. Only the control plane names the request with it: other codes are explained nowhere. */
export function FailureCode({ failure: { code, requestId } }: { failure: ApiFailure }) {
  return requestId === undefined ? <code className="font-mono text-xs">{code}</code> : <ErrorCode code={code} />;
}
