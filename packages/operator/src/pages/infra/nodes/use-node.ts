import { api, bodyOf } from '../../../api/client.ts';
import { useLive } from '../../../live/use-live.ts';
import { NODES_KEY } from './use-node-list.ts';

/** One node with who lives there, wherever in the list it stands. */
export const useNode = (nodeId: string) =>
  useLive({
    key: [...NODES_KEY, 'one', nodeId],
    read: (signal) => bodyOf(api.GET('/internal/nodes/{node_id}', { params: { path: { node_id: nodeId } }, signal })),
    moves: ({ status }) => status === 'provisioning',
  });
