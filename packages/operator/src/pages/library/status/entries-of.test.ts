import { expect, test } from '@jest/globals';
import type { TemplateField } from '@prego/contracts';
import { entriesOf } from './entries-of.ts';

const WORDS = {
  ...{ name: 'Name', server_prefix: 'Prefix', network: 'Network', subnet: 'Subnet' },
  ...{ ssh_key: 'SSH key', size: 'Size', location: 'Location' },
};
const INPUTS = {
  ...{ name: 'Orders', server_prefix: 'orders', network_id: 7, subnet: '10.0.1.0/24', ssh_key_id: 9 },
  ...{ server_type: 'cx33', location: 'fsn1', values: { database: 'app', locale: 'C', retired: 'x' } },
};
const text = (en: string) => ({ en, ko: en });

test('entries stand by the form’s labels, with the names of what was chosen', () => {
  const fields: TemplateField[] = [
    { type: 'text', name: 'database', label: text('Database'), pattern: '.*', rule: text('r'), max_length: 9 },
    {
      ...{ type: 'choice', name: 'locale', label: text('Order'), default: 'C' },
      options: [{ value: 'C', label: text('By code point') }],
    },
  ];
  const choices = {
    networks: [{ id: 7, name: 'main' }],
    ssh_keys: [{ id: 9, name: 'anna' }],
  };
  expect(Object.fromEntries(entriesOf(INPUTS, { manifest: { fields }, choices }, WORDS, 'en'))).toEqual({
    ...{ Name: 'Orders', Prefix: 'orders', Network: 'main (7)', Subnet: '10.0.1.0/24', 'SSH key': 'anna (9)' },
    ...{ Size: 'cx33', Location: 'fsn1', Database: 'app', Order: 'By code point', retired: 'x' },
  });
});

test('what nobody knows any more stands as it was entered', () => {
  const entries = entriesOf(INPUTS, { manifest: undefined, choices: undefined }, WORDS, 'ko');
  expect(entries.slice(2, 5).map(([, value]) => value)).toEqual(['7', '10.0.1.0/24', '9']);
  expect(entries.slice(7)).toEqual([
    ['database', 'app'],
    ['locale', 'C'],
    ['retired', 'x'],
  ]);
});
