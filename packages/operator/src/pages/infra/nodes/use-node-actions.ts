import type { NodeAction, NodeSummary } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { NODES_KEY } from './use-node-list.ts';

export type AskedAction = NodeAction | 'retire';
/** Opens the question that comes before an action. */
export type Ask = (action: AskedAction, node: NodeSummary) => void;

export interface Asked {
  readonly action: AskedAction;
  readonly node: NodeSummary;
}

/** The job that destroys a node, for whoever has just asked for it. */
export interface Retired {
  readonly node_id: string;
  readonly job_id: string;
}

/** What is being asked about, above the list: a refresh or a scroll that takes the row away leaves the question open. */
export function useNodeActions() {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const [retired, setRetired] = useState<Retired>();
  const renew = () =>
    Promise.all([client.invalidateQueries({ queryKey: NODES_KEY }), client.invalidateQueries({ queryKey: ['jobs'] })]);

  return {
    asked,
    retired,
    ask: ((action, node) => setAsked({ action, node })) as Ask,
    close: () => setAsked(undefined),
    /** Throws ApiFailure, such as `move_refused`. */
    change: async ({ node_id }: NodeSummary, action: NodeAction, reason: string) => {
      const path = { node_id };
      await bodyOf(api.PATCH('/internal/nodes/{node_id}', { params: { path }, body: { action, reason } }));
      // Not waited for: it is done, whether or not it can be read again at once.
      void renew();
    },
    /** Answers the job that does it. Throws ApiFailure, such as `node_in_use`. */
    retire: async ({ node_id }: NodeSummary, name: string): Promise<string> => {
      const path = { node_id };
      const { job_id } = await bodyOf(
        api.POST('/internal/nodes/{node_id}/retire', { params: { path }, body: { name } }),
      );
      setRetired({ node_id, job_id });
      void renew();
      return job_id;
    },
  };
}
