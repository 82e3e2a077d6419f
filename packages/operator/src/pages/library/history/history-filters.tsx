import type { LibraryEvent } from '@prego/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { useWhoAmI } from '../../../shell/who-am-i.tsx';
import { useActorText } from '../../../ui/actor-name.tsx';
import { Button } from '../../../ui/button.tsx';
import { classes } from '../../../ui/classes.ts';
import { LIBRARY_EVENT_KINDS } from '../../../ui/closed-sets.ts';
import { SelectField } from '../../../ui/fields.tsx';
import { LIBRARY_WORDS } from '../../../ui/library-words.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import { useOperatorKeys } from '../../keys/use-operator-keys.ts';
import { TEMPLATES_QUERY } from '../catalogue/templates-query.ts';
import { ClearFilters } from '../clear-filters.tsx';
import { templateOptions } from '../template-options.ts';
import { actorsToChoose } from './actors-seen.ts';
import { filtersSet, historySearch } from './history-search.ts';
import { HISTORY_WORDS } from './history-words.ts';
import { TimeField } from './time-field.tsx';

/** What narrows the history. All of it stands in the address. `events`: those that are shown, whose doers can be chosen. */
export function HistoryFilterBar({ events }: { events: readonly LibraryEvent[] }) {
  const words = useWords(HISTORY_WORDS);
  const kinds = useWords(LIBRARY_WORDS).event;
  const { language } = useLanguage();
  const search = useSearch({ from: '/library/history' });
  const navigate = useNavigate({ from: '/library/history' });
  const { data: templates = [] } = useQuery(TEMPLATES_QUERY);
  const actorText = useActorText();
  const actors = useActors(events, search.by);
  const set = filtersSet(search);
  // Where there is little room they are put away until they are wanted, or in force.
  const [opened, setOpened] = useState(set > 0);
  const change = (next: Record<string, string | undefined>) =>
    void navigate({ search: (old) => historySearch({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <search aria-label={words.filter} className="space-y-3 border-b border-line px-4 py-3">
      <Button className="sm:hidden" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {words.filters(set)}
      </Button>
      <div
        className={classes(
          'grid grid-cols-1 items-end gap-2 sm:grid-cols-3 xl:grid-cols-[repeat(6,minmax(0,1fr))_auto]',
          !opened && 'max-sm:hidden',
        )}
      >
        <SearchField
          label={words.name}
          labelHidden={false}
          maxLength={100}
          value={search.q ?? ''}
          onText={(q) => change({ q })}
        />
        <SelectField
          label={words.kind}
          value={search.kind ?? ''}
          options={[
            { value: '', label: words.anyKind },
            ...LIBRARY_EVENT_KINDS.map((value) => ({ value, label: kinds[value] })),
          ]}
          onValue={(kind) => change({ kind })}
        />
        <SelectField
          label={words.template}
          value={search.template ?? ''}
          options={[{ value: '', label: words.anyTemplate }, ...templateOptions(templates, search.template, language)]}
          onValue={(template) => change({ template })}
        />
        <SelectField
          label={words.by}
          value={search.by ?? ''}
          options={[{ value: '', label: words.anyone }, ...actors.map((value) => ({ value, label: actorText(value) }))]}
          onValue={(by) => change({ by })}
        />
        <TimeField label={words.after} value={search.after} onValue={(after) => change({ after })} />
        <TimeField label={words.before} value={search.before} onValue={(before) => change({ before })} />
        <ClearFilters of="/library/history" disabled={set === 0} />
      </div>
      {search.provisioning_id && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="min-w-0 break-all">{words.only(search.provisioning_id)}</span>
          <Button onClick={() => change({ provisioning_id: undefined })}>{words.all}</Button>
        </p>
      )}
    </search>
  );
}

/** One's own name, which is looked for most, and whoever was seen: whoever was once can be chosen as long as the page is there: narrowed to one, the others are not seen. */
function useActors(events: readonly LibraryEvent[], chosen: string | undefined): readonly string[] {
  const { data: keys } = useOperatorKeys();
  const { data: me } = useWhoAmI();
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const fresh = events.filter(({ by }) => !seen.has(by));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map(({ by }) => by)]));
  const own = me ? [me.actor] : [];
  return actorsToChoose(keys?.map(({ name }) => name) ?? [], [...seen, ...own], chosen);
}
