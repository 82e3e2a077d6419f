import type { InstallationInfo } from '@prego/contracts';
import { useWords } from '../../../../i18n/language.tsx';
import { Time } from '../../../../ui/time.tsx';
import { INFO_WORDS } from './info-words.ts';

/** As of when what is said of the resources is: a run told of them, or a later look at the cloud. */
export function AsOf({ info: { resources_as_of } }: { info: Pick<InstallationInfo, 'resources_as_of'> }) {
  const words = useWords(INFO_WORDS);
  if (resources_as_of === null) return words.neverTold;
  return (
    <>
      {words.asOf} <Time at={resources_as_of} />
    </>
  );
}
