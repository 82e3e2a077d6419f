import { CopyButton } from './copy-button.tsx';

/** An id that leads nowhere from here, to be copied. */
export const CopiedId = ({ id }: { id: string }) => (
  <span className="inline-flex max-w-full items-center gap-0.5">
    <code className="font-mono text-[0.92em]">{id}</code>
    <CopyButton text={id} what={id} />
  </span>
);
