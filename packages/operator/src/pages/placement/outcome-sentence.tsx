import { Server, ServerCog } from 'lucide-react';
import type { ReactNode } from 'react';

/** The outcome in one sentence, the first thing to be read. `makes`: servers are bought for it. */
export function OutcomeSentence({ makes, children }: { makes: boolean; children: ReactNode }) {
  const Icon = makes ? ServerCog : Server;
  return (
    <p className="flex items-start gap-3 text-lg leading-snug font-semibold text-balance">
      <Icon aria-hidden size={22} className={makes ? 'mt-0.5 shrink-0 text-info' : 'mt-0.5 shrink-0 text-ok'} />
      <span>{children}</span>
    </p>
  );
}
