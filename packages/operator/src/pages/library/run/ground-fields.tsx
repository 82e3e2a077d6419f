import { useWords } from '../../../i18n/language.tsx';
import { ChoiceField } from './choice-field.tsx';
import { offeredKeys, subnetsOf } from './offered.ts';
import type { RunFieldProps } from './run-field.tsx';
import { RUN_WORDS } from './run-words.ts';

interface GroundFieldProps extends RunFieldProps {
  help: string | undefined;
}

/** The networks that there are. */
export function NetworkField({ help, ...props }: GroundFieldProps) {
  const words = useWords(RUN_WORDS);
  const options = props.choices.networks.map(({ id, name, ip_range, servers }) => ({
    value: String(id),
    label: words.network(name, ip_range, servers),
  }));
  const none = props.choices.inventory_seen_at === null ? words.unseen : words.none.network;
  const hint = options.length === 0 ? none : (help ?? words.help.network);
  return <ChoiceField {...props} label={words.field.network} hint={hint} options={options} />;
}

/** The subnets of the chosen network. */
export function SubnetField({ help, ...props }: GroundFieldProps) {
  const words = useWords(RUN_WORDS);
  const { inputs, choices } = props;
  const options = subnetsOf(inputs.network_id, choices).map(({ ip_range, network_zone }) => ({
    value: ip_range,
    label: `${ip_range} · ${network_zone}`,
  }));
  const none = inputs.network_id === null ? words.firstNetwork : words.none.subnet;
  const hint = options.length === 0 ? none : (help ?? words.help.subnet);
  return <ChoiceField {...props} label={words.field.subnet} hint={hint} options={options} />;
}

/** The SSH keys; one that the chosen location's project does not know is marked, not hidden. */
export function SshKeyField({ help, ...props }: GroundFieldProps) {
  const words = useWords(RUN_WORDS);
  const { inputs, choices } = props;
  const options = offeredKeys(inputs, choices).map(({ key: { id, name, fingerprint }, serves }) => ({
    value: String(id),
    label: serves ? `${name} · ${fingerprint}` : words.otherProject(`${name} · ${fingerprint}`),
  }));
  const none = choices.inventory_seen_at === null ? words.unseen : words.none.ssh_key;
  const hint = options.length === 0 ? none : (help ?? words.help.ssh_key);
  return <ChoiceField {...props} label={words.field.ssh_key} hint={hint} options={options} />;
}
