import { api, bodyOf } from '../api/client.ts';
import { useLive } from '../live/use-live.ts';

/** Whether jobs are sent now, and how many go on: everyone wants to know, whatever page they are on. */
export const useDispatchState = () =>
  useLive({
    key: ['dispatch'],
    read: (signal) => bodyOf(api.GET('/internal/dispatch', { signal })),
    moves: ({ jobs }) => jobs.active > 0,
  });
