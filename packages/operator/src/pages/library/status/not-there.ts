import { ApiFailure } from '../../../api/failure.ts';

/**
 * Whether the control plane knows nothing of it: there never was one, or it was taken off the list. While that is asked again
 * the error stays (useLive). An older answer is worth nothing then: somebody else has deleted it.
 */
export const isNotThere = (error: Error | null): boolean =>
  error instanceof ApiFailure && (error.status === 404 || error.status === 400);
