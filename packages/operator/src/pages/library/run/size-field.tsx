import { useWords } from '../../../i18n/language.tsx';
import { ChoiceRows } from '../../../ui/choice-rows.tsx';
import { usePriceText } from '../../../ui/use-price-text.ts';
import { type OfferedSize, offeredSizes, zoneOf } from './offered.ts';
import type { RunFieldProps } from './run-field.tsx';
import { RUN_WORDS } from './run-words.ts';

/** The sizes with what the template costs on each. What is not sold where the other choices lead is marked, not hidden. */
export function SizeField({
  help,
  name,
  error,
  inputs,
  choices,
  onValue,
  onLeave,
}: RunFieldProps & { help?: string | undefined }) {
  const words = useWords(RUN_WORDS);
  const priceText = usePriceText();
  const where = inputs.location || zoneOf(inputs, choices) || '';
  const warningOf = ({ standing }: OfferedSize) =>
    standing === 'sold' ? undefined : standing === 'no_room' ? words.noRoom : words.notSoldIn(where);
  const machineOf = ({ cores, memory_gb, disk_gb, architecture }: OfferedSize['size']) =>
    [...(architecture === 'arm' ? [words.arm] : []), words.machine(cores, memory_gb, disk_gb)].join(' · ');
  const priced = ({ standing, price, isFrom }: OfferedSize) => {
    if (standing === 'not_sold') return undefined;
    const text = priceText(price);
    return isFrom ? words.from(text) : text;
  };
  return (
    <ChoiceRows
      name={name}
      label={words.field.size}
      hint={help ?? words.help.size}
      error={error}
      none={choices.inventory_seen_at === null ? words.unseen : words.none.size}
      value={inputs.server_type}
      onValue={onValue}
      onLeave={onLeave}
      rows={offeredSizes(inputs, choices).map((offered) => ({
        value: offered.size.server_type,
        title: offered.size.server_type,
        about: machineOf(offered.size),
        aside: priced(offered),
        warning: warningOf(offered),
      }))}
    />
  );
}
