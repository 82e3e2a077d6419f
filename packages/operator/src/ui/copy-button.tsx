import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { announce } from './announcer.tsx';
import { copyText } from './copy-text.ts';
import { UI_WORDS } from './ui-words.ts';

/** Copies `text`; `what` names it to who can't see the icon. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const words = useWords(UI_WORDS);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const done = await copyText(text);
    announce(done ? words.copied : words.notCopied);
    setCopied(done);
    if (done) setTimeout(() => setCopied(false), 1500);
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => void copy()}
      aria-label={words.copy(what)}
      title={words.copy(what)}
      className="inline-flex size-[24px] shrink-0 items-center justify-center rounded text-muted hover:bg-sunken hover:text-ink"
    >
      <Icon aria-hidden size={13} className={copied ? 'text-ok' : ''} />
    </button>
  );
}
