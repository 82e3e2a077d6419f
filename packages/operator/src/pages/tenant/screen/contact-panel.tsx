import type { TenantDetail } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { SCREEN_WORDS } from './screen-words.ts';

/** What the sign-up and the shop gave along. Its form is theirs: it is shown as it came. */
export function ContactPanel({ detail }: { detail: Live<TenantDetail> }) {
  const words = useWords(SCREEN_WORDS);
  return (
    <Panel title={`${words.contact} · ${words.checkout}`}>
      <QueryView query={detail} what={words.contact} lines={2}>
        {({ contact, checkout }) => {
          const parts = [
            [words.contact, contact],
            [words.checkout, checkout],
          ] as const;
          const given = parts.filter(([, values]) => Object.keys(values).length > 0);
          if (given.length === 0) return <p className="text-sm text-muted">{words.nothingGiven}</p>;
          return (
            <div className="space-y-4">
              {given.map(([title, values]) => (
                <div key={title}>
                  <h3 className="mb-2 text-xs font-semibold text-muted">{title}</h3>
                  <Facts of={Object.entries(values).map(([name, value]) => [name, textOf(value)])} />
                </div>
              ))}
            </div>
          );
        }}
      </QueryView>
    </Panel>
  );
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : <code className="font-mono text-xs">{JSON.stringify(value)}</code>;
