import { useWords } from '../../../i18n/language.tsx';
import { ChoiceRows } from '../../../ui/choice-rows.tsx';
import { usePriceText } from '../../../ui/use-price-text.ts';
import { type OfferedLocation, offeredLocations, zoneOf } from './offered.ts';
import type { RunFieldProps } from './run-field.tsx';
import { RUN_WORDS } from './run-words.ts';

/** The locations that the network and subnet leave, with what the chosen size costs in each. */
export function LocationField({
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
  const warningOf = ({ standing, lacksKey }: OfferedLocation) => {
    if (lacksKey) return words.lacksKey;
    if (standing === 'sold') return undefined;
    return standing === 'no_room' ? words.noRoom : words.notSold;
  };
  return (
    <ChoiceRows
      name={name}
      label={words.field.location}
      hint={help ?? words.help.location}
      error={error}
      none={zoneOf(inputs, choices) === null ? words.firstSubnet : words.none.location}
      value={inputs.location}
      onValue={onValue}
      onLeave={onLeave}
      rows={offeredLocations(inputs, choices).map((offered) => ({
        value: offered.location.name,
        title: offered.location.name,
        about: aboutOf(offered),
        aside: offered.price === null ? undefined : priceText(offered.price),
        warning: warningOf(offered),
      }))}
    />
  );
}

const aboutOf = ({ location: { city, country, network_zone } }: OfferedLocation): string =>
  [city, country, network_zone].filter(Boolean).join(' · ');
