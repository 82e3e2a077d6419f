import type { OperatorKey } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type MouseEvent, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { hourText } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { useTimes } from '../../i18n/times.ts';
import { announce } from '../../ui/announcer.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/column.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Time } from '../../ui/time.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { KEYS_WORDS } from './keys-words.ts';
import { OPERATOR_KEYS_KEY } from './use-operator-keys.ts';

/** Every key, those revoked too, with a way to revoke it. */
export function KeyTable({ rows }: { rows: readonly OperatorKey[] }) {
  const words = useWords(KEYS_WORDS);
  const client = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef<HTMLElement>(null);
  const [asked, setAsked] = useState<OperatorKey>();
  const [open, setOpen] = useState(false);
  const columns = useColumns((key, event) => {
    pressed.current = event.currentTarget;
    setAsked(key);
    setOpen(true);
  });
  const revoke = async ({ key_id, name }: OperatorKey) => {
    await api.DELETE('/internal/operator-keys/{key_id}', { params: { path: { key_id } } });
    announce(words.revokedSaid(name));
    await client.invalidateQueries({ queryKey: OPERATOR_KEYS_KEY });
  };
  return (
    <div ref={box} tabIndex={-1}>
      {rows.length === 0 ? (
        <Empty>{words.none}</Empty>
      ) : (
        <VirtualTable
          label={words.list}
          columns={columns}
          rows={rows}
          rowKey={({ key_id }) => key_id}
          minWidthRem={44}
        />
      )}
      {asked && (
        <ConfirmDialog
          open={open}
          onClose={() => setOpen(false)}
          title={words.revokeTitle(asked.name)}
          confirm={words.revokeConfirm}
          name={asked.name}
          danger
          // The button is gone once its key is revoked.
          returnFocus={() => (pressed.current?.isConnected ? pressed.current : box.current)}
          onConfirm={() => revoke(asked)}
        >
          <p>{words.revokeHelp}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

function useColumns(
  onRevoke: (key: OperatorKey, event: MouseEvent<HTMLElement>) => void,
): readonly Column<OperatorKey>[] {
  const words = useWords(KEYS_WORDS);
  const { head } = words;
  return [
    {
      key: 'name',
      head: head.name,
      width: 'minmax(10rem,1.5fr)',
      cell: ({ name }) => <span className="font-medium break-all">{name}</span>,
    },
    {
      key: 'state',
      head: head.state,
      width: '8rem',
      cell: ({ revoked_at }) => (
        <Badge tone={revoked_at === null ? 'ok' : 'idle'}>{revoked_at === null ? words.living : words.revoked}</Badge>
      ),
    },
    { key: 'made', head: head.made, width: 'minmax(8rem,1fr)', cell: ({ created_at }) => <Time at={created_at} /> },
    {
      key: 'used',
      head: head.used,
      width: 'minmax(8rem,1fr)',
      cell: ({ last_used_at }) => (last_used_at === null ? words.never : <UsedIn hour={last_used_at} />),
    },
    {
      key: 'act',
      pinned: true,
      head: head.act,
      width: '9rem',
      cell: (key) =>
        key.revoked_at === null ? (
          <Button aria-label={words.revokeOf(key.name)} onClick={(event) => onRevoke(key, event)}>
            {words.revoke}
          </Button>
        ) : (
          <Time at={key.revoked_at} />
        ),
    },
  ];
}

/** The control plane keeps only the hour in which a key was used last: a moment, or how long ago, would be made up. */
function UsedIn({ hour }: { hour: number }) {
  const words = useWords(KEYS_WORDS);
  const { language } = useLanguage();
  const times = useTimes();
  return <time dateTime={new Date(hour).toISOString()}>{words.inHour(hourText(hour, language, times === 'utc'))}</time>;
}
