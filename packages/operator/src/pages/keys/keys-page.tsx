import type { OperatorKey } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import type { Live } from '../../live/use-live.ts';
import { useWhoAmI } from '../../shell/who-am-i.tsx';
import { useActorText } from '../../ui/actor-name.tsx';
import { FreshnessLine } from '../../ui/freshness-line.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { KeyTable } from './key-table.tsx';
import { KEYS_WORDS } from './keys-words.ts';
import { MakeKey } from './make-key.tsx';
import { useOperatorKeys } from './use-operator-keys.ts';

/** The keys of operators by name: only the main key makes and revokes them. */
export function KeysPage() {
  const words = useWords(KEYS_WORDS);
  const me = useWhoAmI();
  const keys = useOperatorKeys();
  return (
    <>
      <PageHead title={words.title} sub={words.sub}>
        <FreshnessLine of={[me, keys]} />
      </PageHead>
      <QueryView query={me} what={words.who}>
        {({ actor, may_manage_keys }) => (may_manage_keys ? <Keys keys={keys} /> : <NotMain actor={actor} />)}
      </QueryView>
    </>
  );
}

function Keys({ keys }: { keys: Live<OperatorKey[]> }) {
  const words = useWords(KEYS_WORDS);
  return (
    <>
      <MakeKey keys={keys.data ?? []} />
      <Panel title={words.list} aside={keys.data && keys.data.length > 0 && keys.data.length} flush>
        <QueryView query={keys} what={words.what} lines={4}>
          {(rows) => <KeyTable rows={rows} />}
        </QueryView>
      </Panel>
    </>
  );
}

function NotMain({ actor }: { actor: string }) {
  const words = useWords(KEYS_WORDS);
  const actorText = useActorText();
  return (
    <Panel title={words.notMain}>
      <p className="max-w-prose text-sm">{words.notMainHelp(actorText(actor))}</p>
    </Panel>
  );
}
