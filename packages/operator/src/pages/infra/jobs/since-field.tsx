import { useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { useTimes } from '../../../i18n/times.ts';
import { SelectField, TextField } from '../../../ui/fields.tsx';
import { fromLocalInput, toLocalInput } from '../../../ui/local-input.ts';
import { UI_WORDS } from '../../../ui/ui-words.ts';
import { SINCES } from '../infra-search.ts';
import { JOBS_WORDS } from './jobs-words.ts';

/** Jobs made within the last hours or days, or since a time, such as when an outage began, in the zone that the reader has chosen. */
export function SinceField({
  value,
  onValue,
}: {
  value: string | undefined;
  onValue: (value: string | undefined) => void;
}) {
  const words = useWords(JOBS_WORDS);
  const { inZone } = useWords(UI_WORDS);
  const utc = useTimes() === 'utc';
  const [zone, setZone] = useState(utc);
  const preset = SINCES.find((one) => one === value);
  const [asked, setAsked] = useState(false);
  const [known, setKnown] = useState(value);
  const [told, setTold] = useState(value);
  // What the field begins with. It is the browser's while someone types: half a date is no time yet.
  const [begins, setBegins] = useState(value);
  if (known !== value) {
    setKnown(value);
    // By another's hand: the filters were cleared, or the way back was taken.
    if (value !== told) {
      setAsked(false);
      setTold(value);
      setBegins(value);
    }
  }
  if (zone !== utc) {
    setZone(utc);
    setBegins(told);
  }
  const exact = asked || (value !== undefined && !preset);
  const tell = (next: string | undefined, exactly: boolean) => {
    setAsked(exactly);
    setTold(next);
    onValue(next);
  };
  return (
    <>
      <SelectField
        label={words.since}
        value={exact ? 'at' : (value ?? '')}
        options={[
          { value: '', label: words.any },
          ...SINCES.map((one) => ({ value: one, label: words.sinces[one] })),
          { value: 'at', label: words.sinceTime },
        ]}
        onValue={(chosen) => {
          setBegins(undefined);
          tell(chosen === 'at' ? undefined : chosen || undefined, chosen === 'at');
        }}
      />
      {exact && (
        <TextField
          label={inZone(words.sinceAt, utc)}
          type="datetime-local"
          key={`${begins} ${utc}`}
          defaultValue={begins && !preset ? toLocalInput(begins, utc) : ''}
          onChange={(event) => tell(fromLocalInput(event.target.value, utc), true)}
        />
      )}
    </>
  );
}
