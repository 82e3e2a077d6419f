import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  foldedName,
  type LibraryInputs,
  PROVISIONING_NAME_MAX,
  type RuledTemplate,
  SERVER_PREFIX_MAX,
  serverNames,
  textFaults,
} from './library-rules.ts';

const NEEDS = { cores: 1, memory_gb: 1, disk_gb: 10 };
const TEMPLATE: RuledTemplate = {
  servers: [{ key: 'db', needs: NEEDS }],
  fields: [
    { type: 'name' },
    { type: 'text', name: 'database', pattern: '[a-z]+|[0-9]+', max_length: 5 },
    { type: 'choice', name: 'locale', options: [{ value: 'C' }, { value: 'ko' }] },
  ],
};
const INPUTS: LibraryInputs = {
  name: 'My database',
  server_prefix: 'my-db',
  network_id: 1,
  subnet: '10.0.1.0/24',
  ssh_key_id: 2,
  server_type: 'cx23',
  location: 'fsn1',
  values: { database: 'app', locale: 'C' },
};
const faults = (change: Partial<LibraryInputs>, template = TEMPLATE) => textFaults(template, { ...INPUTS, ...change });

/** A DNS label, as Hetzner and Linux take it for a host name. */
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

test('a name is the same in other letters and code points, and as good', () => {
  const [composed, decomposed] = ['가게 École', '가게 École'.normalize('NFD')];
  expect(decomposed).not.toBe(composed);
  expect([foldedName(decomposed), foldedName('가게 ÉCOLE')]).toEqual([foldedName(composed), foldedName(composed)]);
  expect(foldedName('Ecole')).not.toBe(foldedName('École'));
  for (const name of [composed, decomposed, 'हिन्दी', 'Aשׁ']) expect(faults({ name })).toEqual([]);
});

describe('the inputs of a run', () => {
  test('are fine when all of them are', () => {
    expect(faults({})).toEqual([]);
  });

  test.each([
    ['', 'missing'],
    [' ', 'not_a_name'],
    ['-a', 'not_a_name'],
    ['a ', 'not_a_name'],
    ['a/b', 'not_a_name'],
    ['<b>', 'not_a_name'],
    ['a\nb', 'not_a_name'],
    ['x'.repeat(PROVISIONING_NAME_MAX + 1), 'too_long'],
  ])('are refused with the name %j: %s', (name, fault) => {
    expect(faults({ name })).toEqual([expect.objectContaining({ field: 'name', fault })]);
  });

  test.each(['a', '데이터베이스 1', 'Ärger_2.0', '9 lives', 'x'.repeat(PROVISIONING_NAME_MAX)])(
    'may have the name %j',
    (name) => expect(faults({ name })).toEqual([]),
  );

  test.each([
    ['', 'missing'],
    ['9a', 'not_a_prefix'],
    ['a-', 'not_a_prefix'],
    ['a--b', 'not_a_prefix'],
    ['A', 'not_a_prefix'],
    ['a.b', 'not_a_prefix'],
    ['a\n', 'not_a_prefix'],
    ['x'.repeat(SERVER_PREFIX_MAX + 1), 'too_long'],
  ])('are refused with the server prefix %j: %s', (server_prefix, fault) => {
    expect(faults({ server_prefix })).toEqual([expect.objectContaining({ field: 'server_prefix', fault })]);
  });

  test('are told what is not chosen yet, all of it at once', () => {
    const none = { network_id: null, subnet: '', ssh_key_id: null, server_type: '', location: '' };
    expect(faults(none).map(({ field, fault }) => `${field} ${fault}`)).toEqual(
      Object.keys(none).map((field) => `${field} missing`),
    );
  });

  test('are held against the whole of a pattern, whichever of its branches it is', () => {
    const of = (database: string) => faults({ values: { database, locale: 'C' } });
    expect([of('abc'), of('123')]).toEqual([[], []]);
    for (const database of ['a1', '1a', ' a', 'a\n']) {
      expect(of(database)).toEqual([{ field: 'values.database', fault: 'pattern' }]);
    }
    expect(of('abcdef')).toEqual([{ field: 'values.database', fault: 'too_long', detail: '5' }]);
  });

  test('are refused with a choice that is none, and with a value that nobody asked for', () => {
    expect(faults({ values: { database: 'app', locale: 'en', extra: 'x' } })).toEqual([
      { field: 'values.locale', fault: 'not_an_option' },
      { field: 'values.extra', fault: 'unknown_field' },
    ]);
  });

  test('are asked for a value of a name that every object has', () => {
    const fields = [{ type: 'text', name: 'constructor', pattern: '.*', max_length: 255 }] as const;
    expect(faults({ values: {} }, { ...TEMPLATE, fields })).toEqual([
      { field: 'values.constructor', fault: 'missing' },
    ]);
  });

  test('never make the rules throw, whatever is typed', () => {
    const values = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(fc.string(), fc.string(), values, (name, server_prefix, typed) => {
        for (const { field, fault } of faults({ name, server_prefix, values: typed })) {
          expect(field).toMatch(/^(name|server_prefix|values\.[\s\S]*)$/);
          expect(fault).not.toBe('');
        }
      }),
    );
  });
});

describe('the names of servers', () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/);
  const prefix = fc
    .stringMatching(/^[a-z][a-z0-9-]{0,39}$/)
    .filter((text) => faults({ server_prefix: text }).length === 0);

  test('are the prefix alone for one, and with the key for several', () => {
    expect(serverNames([{ key: 'db' }], 'mine')).toEqual({ db: 'mine' });
    expect(serverNames([{ key: 'app' }, { key: 'db' }], 'mine')).toEqual({ app: 'mine-app', db: 'mine-db' });
  });

  test('are different host names for every prefix that is taken', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 1, maxLength: 8 }), prefix, (keys, taken) => {
        const names = Object.values(
          serverNames(
            keys.map((one) => ({ key: one })),
            taken,
          ),
        );
        expect(new Set(names).size).toBe(keys.length);
        for (const name of names) expect(name).toMatch(LABEL);
      }),
    );
  });
});
