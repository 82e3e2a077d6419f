import { expect, test } from '@jest/globals';
import { textFaults } from '@prego/contracts/library-rules';
import fc from 'fast-check';
import { runAgain } from './run-again.ts';

const INPUTS = {
  name: 'Orders database',
  server_prefix: 'orders-db',
  network_id: 1,
  subnet: '10.50.1.0/24',
  ssh_key_id: 2,
  server_type: 'cx33',
  location: 'fsn1',
  values: { database: 'app' },
};

test('what was entered stands in the form again, under another name', () => {
  expect(runAgain(INPUTS)).toEqual({
    ...{ name: 'Orders database 2', server_prefix: 'orders-db-2', network_id: '1', subnet: '10.50.1.0/24' },
    ...{ ssh_key_id: '2', server_type: 'cx33', location: 'fsn1', 'values.database': 'app' },
  });
});

test.each([
  ['Batch 2', 'batch-2', 'Batch 3', 'batch-3'],
  ['7', 'a', '7 2', 'a-2'],
  ['x'.repeat(60), 'y'.repeat(40), `${'x'.repeat(58)} 2`, `${'y'.repeat(38)}-2`],
])('%s with %s is counted on', (name, server_prefix, nextName, nextPrefix) => {
  expect(runAgain({ ...INPUTS, name, server_prefix })).toMatchObject({ name: nextName, server_prefix: nextPrefix });
});

test('whatever name and prefix were taken, the next are taken too, and others', () => {
  const name = fc
    .stringMatching(/^[\p{L}\p{N}]([\p{L}\p{N} ._-]{0,58}[\p{L}\p{N}])?$/u)
    // As the control plane keeps it.
    .map((text) => text.normalize('NFC'))
    .filter(({ length }) => length <= 60);
  const prefix = fc.stringMatching(/^[a-z](-?[a-z0-9]){0,19}$/);
  fc.assert(
    fc.property(name, prefix, (name, server_prefix) => {
      const { name: nextName = '', server_prefix: nextPrefix = '' } = runAgain({ ...INPUTS, name, server_prefix });
      expect([nextName, nextPrefix]).not.toContain(name);
      expect(nextPrefix).not.toBe(server_prefix);
      const next = { ...INPUTS, name: nextName, server_prefix: nextPrefix, values: {} };
      expect(textFaults({ servers: [], fields: [] }, next)).toEqual([]);
    }),
  );
});
