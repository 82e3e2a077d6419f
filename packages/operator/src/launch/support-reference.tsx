import { Check, Copy } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { copyText } from '../ui/copy-text.ts';
import { LAUNCH_WORDS } from './launch-words.ts';

/** What to tell support. `urgent`: there is nothing else that the customer can do. */
export function SupportReference({ reference, urgent = false }: { reference: string; urgent?: boolean }) {
  const words = useWords(LAUNCH_WORDS);
  const title = useId();
  const code = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const done = await copyText(reference);
    announce(done ? words.copied : words.notCopied);
    setCopied(done);
    if (done) setTimeout(() => setCopied(false), 2000);
    else if (code.current) window.getSelection()?.selectAllChildren(code.current);
  };
  const Icon = copied ? Check : Copy;
  return (
    <section
      aria-labelledby={title}
      className={classes(
        'space-y-2 rounded-2xl border px-5 py-4 print:break-inside-avoid',
        urgent ? 'border-line-strong bg-surface' : 'border-line',
      )}
    >
      <h2 id={title} className={urgent ? 'text-lg font-semibold' : 'font-semibold'}>
        {words.reference}
      </h2>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <code ref={code} className={classes('min-w-0 flex-1 basis-56 font-mono select-all', urgent && 'text-lg')}>
          {reference}
        </code>
        <Button look={urgent ? 'primary' : 'secondary'} onClick={() => void copy()} className="print:hidden">
          <Icon aria-hidden size={15} />
          {copied ? words.copied : words.copy}
        </Button>
      </div>
      <p className="text-sm text-muted">{words.referenceHelp}</p>
    </section>
  );
}
