import { useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { useTimes } from '../../../i18n/times.ts';
import { TextField } from '../../../ui/fields.tsx';
import { fromLocalInput, toLocalInput } from '../../../ui/local-input.ts';
import { UI_WORDS } from '../../../ui/ui-words.ts';

interface TimeFieldProps {
  label: string;
  /** In ISO 8601. */
  value: string | undefined;
  onValue: (value: string | undefined) => void;
}

/** A time in the zone in which the reader has times shown, which its label names. The field is the browser's while someone types: half a date is no time yet. */
export function TimeField({ label, value, onValue }: TimeFieldProps) {
  const words = useWords(UI_WORDS);
  const utc = useTimes() === 'utc';
  const [zone, setZone] = useState(utc);
  const [known, setKnown] = useState(value);
  const [told, setTold] = useState(value);
  const [begins, setBegins] = useState({ value, turn: 0 });
  // The address comes a moment behind the keys, so only another of its values says anything.
  if (known !== value) {
    setKnown(value);
    // By another's hand: the filters were cleared, or the way back was taken.
    if (value !== told) {
      setTold(value);
      setBegins(({ turn }) => ({ value, turn: turn + 1 }));
    }
  }
  if (zone !== utc) {
    setZone(utc);
    setBegins(({ turn }) => ({ value: told, turn: turn + 1 }));
  }
  return (
    <TextField
      key={begins.turn}
      label={words.inZone(label, utc)}
      type="datetime-local"
      defaultValue={begins.value === undefined ? '' : toLocalInput(begins.value, utc)}
      onChange={(event) => {
        const next = fromLocalInput(event.target.value, utc);
        setTold(next);
        onValue(next);
      }}
    />
  );
}
