import { describe, expect, test } from '@jest/globals';
import type { LibraryInputs } from '@prego/contracts';
import { type Answered, areNamesRight, formFaults, isPrefix, isUnfinished, type ToldFault } from './form-faults.ts';
import { A_MANIFEST } from './testing/some-choices.ts';

const RIGHT: LibraryInputs = {
  name: 'Team DB',
  server_prefix: 'team-db',
  network_id: 1,
  subnet: '10.0.1.0/24',
  ssh_key_id: 9,
  server_type: 'cx23',
  location: 'fsn1',
  values: { domain: 'git.example', locale: 'C' },
};

const answered = (faults: ToldFault[], inputs = RIGHT): Answered => ({
  inputs,
  answer: {
    faults,
    resources: [],
    price: { hourly: null, monthly: null },
    offers: [],
    limits: [],
    inventory_seen_at: null,
    inventory_is_old: true,
  },
  checkedAt: 1_790_000_000_000,
});
const faults = (inputs: LibraryInputs, last?: Answered) =>
  formFaults(A_MANIFEST, inputs, last).map(({ field, fault }) => `${field} ${fault}`);

describe('what is wrong with the entries', () => {
  test('is nothing where neither the rules nor the pre-flight has anything against them', () => {
    expect(faults(RIGHT)).toEqual([]);
    expect(faults(RIGHT, answered([]))).toEqual([]);
  });

  test('stands in the order of the form, one a field, and the rules come before what was told', () => {
    const inputs = { ...RIGHT, server_prefix: '', values: { domain: '', locale: 'C' } };
    const told = [
      { field: 'location', fault: 'other_network_zone' },
      { field: 'name', fault: 'name_taken' },
      { field: 'values.domain', fault: 'pattern' },
    ];
    expect(faults(inputs, answered(told, inputs))).toEqual([
      'name name_taken',
      'server_prefix missing',
      'location other_network_zone',
      'values.domain missing',
    ]);
  });

  test.each([
    ['name', { name: 'Other' }, { location: 'hel1' }],
    ['server_prefix', { server_prefix: 'other' }, { name: 'Other' }],
    ['subnet', { network_id: 2 }, { server_type: 'cpx31' }],
    ['network_id', { location: 'hel1' }, { name: 'Other' }],
    ['ssh_key_id', { location: 'hel1' }, { network_id: 2 }],
    ['server_type', { location: 'hel1' }, { subnet: '10.0.2.0/24' }],
    ['location', { subnet: '10.0.2.0/24' }, { ssh_key_id: 8 }],
    [
      'values.domain',
      { values: { domain: 'other', locale: 'C' } },
      { values: { domain: 'git.example', locale: 'ko' } },
    ],
    ['unheard_of', { ssh_key_id: 8 }, {}],
  ])('of %s is forgotten when what it rests on has changed, and kept otherwise', (field, change, other) => {
    const told = answered([{ field, fault: 'x' }]);
    expect(faults({ ...RIGHT, ...change }, told)).toEqual([]);
    expect(faults({ ...RIGHT, ...other }, told)).toEqual([`${field} x`]);
  });
});

test.each([
  ['team-db', true],
  ['a--b', false],
  ['', false],
])('servers can be named by the prefix %j: %p', (server_prefix, can) =>
  expect(isPrefix({ ...RIGHT, server_prefix }, A_MANIFEST.servers)).toBe(can),
);

test.each([
  [{}, true],
  [{ values: {} }, true],
  [{ name: '' }, false],
  [{ name: 'Team?' }, false],
  [{ server_prefix: 'a--b' }, false],
])('names can be looked for with %j: %p', (change, can) =>
  expect(areNamesRight({ ...RIGHT, ...change }, A_MANIFEST.servers)).toBe(can),
);

describe('what typing on may mend', () => {
  test.each([
    ['name', 'Team ', true],
    ['name', 'Team?', false],
    ['server_prefix', 'team-', true],
    ['server_prefix', 'Team', false],
    ['server_prefix', 'a'.repeat(41), false],
    ['name', '', true],
  ] as const)('%s %j: %s', (field, value, expected) => {
    const inputs = { ...RIGHT, [field]: value };
    const [fault] = formFaults(A_MANIFEST, inputs, undefined);
    expect(fault?.field).toBe(field);
    expect(fault && isUnfinished(fault, A_MANIFEST, inputs)).toBe(expected);
  });

  test('a name that is taken is no unfinished one', () =>
    expect(isUnfinished({ field: 'name', fault: 'name_taken' }, A_MANIFEST, RIGHT)).toBe(false));
});
