import type { JobStatus } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { isActiveJob } from '../../../ui/active-job.ts';
import { announce } from '../../../ui/announcer.tsx';
import { JobLink } from '../../../ui/id-links.tsx';
import { useJobDetail } from '../../../ui/use-job-detail.ts';
import { ACTION_WORDS } from './action-words.ts';
import type { Retired } from './use-node-actions.ts';
import { NODES_KEY } from './use-node-list.ts';

const LOOKS = {
  retiring: 'bg-info-soft text-info',
  retired: 'bg-ok-soft text-ok',
  notRetired: 'bg-bad-soft text-bad',
};

/** What becomes of a node that one has just asked to retire; when its job has ended the nodes are read again. */
export function RetiringNote({ node_id, job_id }: Retired) {
  const words = useWords(ACTION_WORDS);
  const client = useQueryClient();
  const { data } = useJobDetail(job_id);
  const state = stateOf(data?.status);
  const text = words[state](node_id);
  useEffect(() => {
    if (state === 'retiring') return;
    void client.invalidateQueries({ queryKey: NODES_KEY });
    announce(text);
  }, [state, text, client]);
  return (
    <p className={`rounded-md px-3 py-2 text-sm ${LOOKS[state]}`}>
      {text} <JobLink id={job_id} />
    </p>
  );
}

function stateOf(status: JobStatus | undefined): keyof typeof LOOKS {
  if (status === undefined || isActiveJob(status)) return 'retiring';
  return status === 'completed' ? 'retired' : 'notRetired';
}
