import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { SHELL_WORDS } from './shell-words.ts';

/** Stands for a page whose own code failed, or whose script can't be read: the network is gone, or a newer version was put out. */
export function BrokenPage({ error }: { error: unknown }) {
  const words = useWords(SHELL_WORDS);
  const message = error instanceof Error ? error.message : String(error);
  const lacksScript = /dynamically imported module|module script/i.test(message);
  return (
    <div role="alert" className="rounded-lg border border-line bg-surface p-6">
      <h1 className="text-lg font-semibold">{words.broken}</h1>
      <p className="mt-1 text-sm text-muted">{lacksScript ? words.noScript : words.brokenHelp}</p>
      <pre className="my-4 overflow-x-auto rounded bg-sunken p-3 font-mono text-xs">{message}</pre>
      <Button look="primary" onClick={() => location.reload()}>
        {words.reload}
      </Button>
    </div>
  );
}
