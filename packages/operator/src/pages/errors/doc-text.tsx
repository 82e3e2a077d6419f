import { Link } from '@tanstack/react-router';
import Markdown from 'markdown-to-jsx/react';
import { Fragment, type ReactNode } from 'react';
import { codeOfLink } from './error-docs.ts';

const OPTIONS = {
  disableParsingRawHTML: true,
  forceBlock: true,
  wrapper: Fragment,
  overrides: {
    a: DocLink,
    code: ({ children }: { children: ReactNode }) => <code className="font-mono text-[0.92em]">{children}</code>,
    strong: ({ children }: { children: ReactNode }) => <strong className="font-semibold">{children}</strong>,
  },
} as const;

/** A text of docs/, which is English. */
export function DocText({ text }: { text: string }) {
  return (
    <div lang="en" className="min-w-0 space-y-2">
      <Markdown options={OPTIONS}>{text}</Markdown>
    </div>
  );
}

/** A link between two codes. What a link to a file of the repository is named says enough where there is no repository. */
function DocLink({ href = '', children }: { href?: string; children: ReactNode }) {
  const code = codeOfLink(href);
  if (code === undefined) return <>{children}</>;
  return (
    <Link to="/cp/errors" search={{ code }} className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
