import { describe, expect, test } from '@jest/globals';
import type { CloudLookup, FoundRecord, FoundResource, HetznerKind } from '../clouds/cloud-lookup.ts';
import { ownerLabels } from '../names.ts';
import { Known, recordComment } from './adoption.ts';

const OWNER = { stack: 'eu', stateId: '0123456789abcdef' };
const KINDS: readonly HetznerKind[] = ['servers', 'networks', 'firewalls', 'placement_groups', 'volumes'];
const RECORD = { name: 'a.example.com', zoneId: 'z', proxied: false };

interface World {
  readonly things?: readonly FoundResource[];
  readonly subnets?: readonly string[];
  readonly records?: readonly FoundRecord[];
}

/** What is known with an empty state, and what was asked of the clouds. */
function knownIn(
  { things = [], subnets = [], records = [] }: World,
  state: ConstructorParameters<typeof Known>[1] = [],
) {
  const asked: string[] = [];
  const clouds: CloudLookup = {
    byName: async (kind, names) => {
      asked.push(`${kind} ${names.join(' ')}`);
      return things.filter(({ name }) => names.includes(name));
    },
    subnetsOf: async (network) => {
      asked.push(`subnets of ${network}`);
      return [...subnets];
    },
    network: async () => undefined,
    records: async (_, name) => {
      asked.push(`records of ${name}`);
      return [...records];
    },
  };
  return { known: new Known(OWNER, state, clouds), asked };
}

const thing = (labels: Readonly<Record<string, string>>): FoundResource => ({ id: '7', name: 'n', labels });
const wanted = (kind: HetznerKind) => ({ resource: 'r', kind, name: 'n' });
const inState = (name: string, inputs = {}) => ({
  urn: `urn:pulumi:eu::prego::some:type::${name}`,
  type: 't',
  id: '1',
  inputs,
});

describe.each(KINDS)('what bears a wanted name, of the kind %s', (kind) => {
  test('is adopted where it bears the labels of the stack', async () => {
    const { known } = knownIn({ things: [thing({ ...ownerLabels(OWNER), 'added-by': 'hand' })] });
    await known.lookUp([wanted(kind)]);
    expect(known.importOption('r')).toEqual({ import: '7' });
  });

  test.each(Object.keys(ownerLabels(OWNER)))('is somebody else’s without the label %s', async (label) => {
    const { [label]: _, ...fewer } = ownerLabels(OWNER);
    const { known } = knownIn({ things: [thing(fewer)] });
    await expect(known.lookUp([wanted(kind)])).rejects.toMatchObject({ code: 'name_taken' });
  });

  test('is not asked for where the state has the resource', async () => {
    const { known, asked } = knownIn({ things: [thing({})] }, [inState('r')]);
    await known.lookUp([wanted(kind)]);
    expect(asked).toEqual([]);
    expect(known.importOption('r')).toEqual({});
  });
});

describe('a subnet', () => {
  const ours = { ...thing(ownerLabels(OWNER)), name: 'net' };
  const lookUp = async (world: World, state: Parameters<typeof knownIn>[1] = []) => {
    const { known, asked } = knownIn(world, state);
    await known.lookUp([{ resource: 'network-z', kind: 'networks', name: 'net' }]);
    await known.lookUpSubnet('z', 'network-z');
    return { imported: known.importOption('subnet-z'), asked };
  };

  test('is adopted with its network', async () => {
    const { imported } = await lookUp({ things: [ours], subnets: ['10.20.1.0/24'] });
    expect(imported).toEqual({ import: '7-10.20.1.0/24' });
  });

  test('is adopted where the state has its network alone', async () => {
    const { imported } = await lookUp({ subnets: ['10.20.1.0/24'] }, [inState('network-z')]);
    expect(imported).toEqual({ import: '1-10.20.1.0/24' });
  });

  test('of another range is not', async () => {
    expect((await lookUp({ things: [ours], subnets: ['10.20.2.0/24'] })).imported).toEqual({});
  });
});

describe('a DNS record of a wanted name', () => {
  const found = (type: FoundRecord['type'], comment = ''): FoundRecord => ({ id: 'r1', type, content: 'c', comment });
  const OURS = recordComment(OWNER, 'eu-s-1');
  const lookUp = async (records: readonly FoundRecord[], state: Parameters<typeof knownIn>[1] = []) => {
    const { known, asked } = knownIn({ records }, state);
    await known.lookUpRecord('eu-s-1', 'eu-s-1', RECORD);
    return { imported: known.importOption('eu-s-1-record'), asked };
  };

  test('is adopted where its comment says that it is of this node', async () => {
    expect((await lookUp([found('A', OURS)])).imported).toEqual({ import: 'z/r1' });
  });

  test.each<[string, FoundRecord[]]>([
    ['an A record', [found('A')]],
    ['an AAAA record', [found('AAAA')]],
    ['a CNAME record', [found('CNAME')]],
    ['one of another node', [found('A', recordComment(OWNER, 'eu-s-2'))]],
    ['one of this node in another backend', [found('A', recordComment({ ...OWNER, stateId: 'other' }, 'eu-s-1'))]],
    ['one beside ours', [found('A', OURS), { ...found('AAAA'), id: 'r2' }]],
  ])('is in the way: %s', async (_, records) => {
    await expect(lookUp(records)).rejects.toMatchObject({ code: 'name_taken' });
  });

  test('is not asked for where the state has it, and is where the state has another name', async () => {
    expect((await lookUp([found('CNAME')], [inState('eu-s-1-record', RECORD)])).asked).toEqual([]);
    const renamed = [inState('eu-s-1-record', { ...RECORD, name: 'old.example.com' })];
    await expect(lookUp([found('CNAME')], renamed)).rejects.toMatchObject({ code: 'name_taken' });
  });
});
