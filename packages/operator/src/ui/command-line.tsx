import { CopyButton } from './copy-button.tsx';

/** A command to be run elsewhere, with a button that copies it. */
export function CommandLine({ command }: { command: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5 rounded bg-sunken pl-1.5">
      <code className="min-w-0 font-mono text-xs">{command}</code>
      <CopyButton text={command} what={command} />
    </span>
  );
}
