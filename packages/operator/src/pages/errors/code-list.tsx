import { Link, useSearch } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DocText } from './doc-text.tsx';
import type { ErrorDoc } from './error-docs.ts';
import { ERRORS_WORDS } from './errors-words.ts';

/** Each code with what it means in a line. */
export function CodeList({ docs }: { docs: readonly ErrorDoc[] }) {
  const words = useWords(ERRORS_WORDS);
  const { q, area, code: read } = useSearch({ from: '/cp/errors' });
  if (docs.length === 0) {
    return (
      <Empty>
        <p>{area ? words.noneOfArea : words.none(q ?? '')}</p>
        <Link to="/cp/errors" className={`${buttonClass()} mt-3`}>
          {words.showAll}
        </Link>
      </Empty>
    );
  }
  return (
    <Panel title={words.list} flush>
      <ul className="divide-y divide-line text-sm">
        {docs.map(({ code, area: from, means }) => (
          <li
            key={`${from} ${code}`}
            className="grid items-baseline gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[16rem_1fr_auto]"
          >
            <Link
              to="/cp/errors"
              search={{ code, q, area }}
              aria-current={code === read ? 'true' : undefined}
              className="font-mono text-xs break-all text-accent underline-offset-2 hover:underline aria-[current]:font-semibold"
            >
              {code}
            </Link>
            <DocText text={means} />
            <span className="text-xs text-muted">{words.area[from]}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
