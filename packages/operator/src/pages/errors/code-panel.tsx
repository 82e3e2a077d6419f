import { useWords } from '../../i18n/language.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DocText } from './doc-text.tsx';
import type { ErrorDoc } from './error-docs.ts';
import { ERRORS_WORDS } from './errors-words.ts';

/** All that is known of one code: `docs` has it once for each area that gives it. */
export function CodePanel({ code, docs }: { code: string; docs: readonly ErrorDoc[] }) {
  const words = useWords(ERRORS_WORDS);
  if (docs.length === 0) {
    return (
      <Empty>
        <p className="font-medium text-ink">{words.unknown(code)}</p>
        <p>{words.unknownHelp}</p>
      </Empty>
    );
  }
  return (
    <Panel title={<code className="font-mono">{code}</code>}>
      <div className="max-w-prose space-y-5 text-sm">
        {docs.map(({ area, means, body }) => (
          <article key={area} className="space-y-2">
            <h3 className="text-xs font-medium text-muted">{words.from[area]}</h3>
            <DocText text={means} />
            <DocText text={body} />
          </article>
        ))}
      </div>
    </Panel>
  );
}
