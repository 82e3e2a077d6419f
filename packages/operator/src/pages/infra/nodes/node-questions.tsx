import type { NodeSummary } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TenantLink } from '../../../ui/id-links.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { ACTION_WORDS } from './action-words.ts';
import { retiringOf } from './node-actions.ts';
import { NODES_WORDS } from './nodes-words.ts';
import { useNode } from './use-node.ts';
import type { useNodeActions } from './use-node-actions.ts';

type Actions = ReturnType<typeof useNodeActions>;

/** The question that comes before an action on a node; nothing while none is asked. */
export function NodeQuestions({ actions }: { actions: Actions }) {
  const { asked, close, change } = actions;
  const words = useWords(ACTION_WORDS);
  if (!asked) return null;
  const { action, node } = asked;
  if (action === 'retire') return <RetireQuestion key={node.node_id} node={node} actions={actions} />;
  return (
    <ConfirmDialog
      open
      onClose={close}
      title={words.title[action](node.node_id)}
      confirm={words.confirm[action]}
      reason={{ label: words.reason }}
      danger={action === 'fail'}
      onConfirm={async ({ reason }) => {
        await change(node, action, reason);
        announce(words.done[action](node.node_id));
      }}
    >
      <p>{words.what[action]}</p>
      {action !== 'uncordon' && <p className="text-muted">{words.holds(node.tenants, node.reservations)}</p>}
    </ConfirmDialog>
  );
}

function RetireQuestion({ node, actions: { close, retire, ask } }: { node: NodeSummary; actions: Actions }) {
  const words = useWords(ACTION_WORDS);
  const title = words.title.retire(node.node_id);
  if (retiringOf(node) === 'in_use') {
    return (
      <Dialog open onClose={close} title={title}>
        <WhoIsThere nodeId={node.node_id} />
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button onClick={close}>{words.close}</Button>
          {node.status !== 'draining' && node.status !== 'failed' && (
            <Button look="primary" onClick={() => ask('drain', node)}>
              {words.drainInstead}
            </Button>
          )}
        </div>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      open
      onClose={close}
      title={title}
      confirm={words.confirm.retire}
      name={node.node_id}
      danger
      onConfirm={async ({ name }) => {
        const job = await retire(node, name);
        announce(words.done.retire(node.node_id, job));
      }}
    >
      <p>{words.retireWhat}</p>
    </ConfirmDialog>
  );
}

/** As many as a dialog holds; all are in the node's detail. */
const SHOWN = 10;

function WhoIsThere({ nodeId }: { nodeId: string }) {
  const words = useWords(ACTION_WORDS);
  const { head } = useWords(NODES_WORDS);
  const query = useNode(nodeId);
  return (
    <div className="space-y-2 text-sm">
      <p>{words.inUse}</p>
      <QueryView query={query} what={head.seats} lines={2}>
        {({ seats }) => (
          <ul className="space-y-0.5">
            {seats.slice(0, SHOWN).map(({ tenant_id }) => (
              <li key={tenant_id}>
                <TenantLink id={tenant_id} />
              </li>
            ))}
            {seats.length > SHOWN && <li className="text-muted">{words.more(seats.length - SHOWN)}</li>}
          </ul>
        )}
      </QueryView>
      <p>{words.inUseTodo}</p>
    </div>
  );
}
