import type { TraceEventRow } from '@prego/contracts';
import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { copyText } from '../../../ui/copy-text.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { TRACE_WORDS } from './trace-words.ts';

/** The rows for another program, or for a ticket. */
export function JsonButtons({ traceId, rows }: { traceId: string; rows: readonly TraceEventRow[] }) {
  const words = useWords(TRACE_WORDS);
  const [said, setSaid] = useState('');
  const json = () => JSON.stringify({ trace_id: traceId, trace_events: rows }, null, 2);
  const copy = async () => {
    const done = await copyText(json());
    const text = done ? words.copied(rows.length) : words.notCopied;
    setSaid(text);
    announce(text);
  };
  const download = () => saveFile(new Blob([json()], { type: 'application/json' }), `${traceId}.json`);
  return (
    <>
      <Button onClick={() => void copy()}>
        <Copy aria-hidden size={14} />
        {words.copyJson}
      </Button>
      <Button onClick={download}>
        <Download aria-hidden size={14} />
        {words.download}
      </Button>
      {said && <span className="self-center text-xs text-muted">{said}</span>}
    </>
  );
}
