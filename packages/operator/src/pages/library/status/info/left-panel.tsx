import type { InstallationInfo } from '@prego/contracts';
import { euros } from '../../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import { Empty } from '../../../../ui/empty.tsx';
import { hourlySum } from '../../../../ui/money.ts';
import { Panel } from '../../../../ui/panel.tsx';
import { AsOf } from './as-of.tsx';
import { INFO_WORDS } from './info-words.ts';
import { CopyAllCommands, LeftList } from './left-list.tsx';

/** What a failed return has left, to be deleted by hand where a second return can't help. */
export function LeftPanel({ info }: { info: InstallationInfo }) {
  const left = info.left_behind;
  const words = useWords(INFO_WORDS);
  const { language } = useLanguage();
  const { sum, whole } = hourlySum(left);
  const price = euros(sum, 'hour', language);
  return (
    <Panel title={words.left} aside={<AsOf info={info} />} actions={left.length > 0 && <CopyAllCommands left={left} />}>
      {left.length === 0 ? (
        <Empty>{words.leftNone}</Empty>
      ) : (
        <div className="space-y-2">
          <p className="max-w-prose text-sm">{words.leftHelp}</p>
          <LeftList label={words.left} left={left} />
          {(sum > 0 || !whole) && (
            <p className="text-right text-xs text-muted tabular">
              {whole ? words.sum(price) : words.sumOfKnown(price)}
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}
