import { describe, expect, test } from '@jest/globals';
import type { RecordedDns } from '@prego/contracts';
import fc from 'fast-check';
import { decideDeletion, decideRecord, type WantedRecord, type ZoneRecord } from './decide-record.ts';
import { isOwnComment, ownerComment } from './record-owner.ts';

const WANTED: WantedRecord = {
  tenantId: 'acme',
  zoneId: 'zone-1',
  name: 'acme.example.com',
  content: '192.0.2.1',
  proxied: true,
};
const OURS = ownerComment('acme', 'job_1');
const RECORDED: RecordedDns = { zone_id: 'zone-1', record_id: 'r1', content: '192.0.2.1' };

const record = (fields: Partial<ZoneRecord> = {}): ZoneRecord => ({
  id: 'r1',
  name: WANTED.name,
  type: 'A',
  content: WANTED.content,
  proxied: true,
  comment: null,
  ...fields,
});

describe('the record of a tenant', () => {
  test.each<[string, ZoneRecord[], RecordedDns | null, string]>([
    ['is created where nothing is', [], null, 'create'],
    ['is created anew when the recorded one is gone', [], RECORDED, 'create'],
    ['is created beside records that lead nobody', [record({ id: 'x', type: 'TXT' })], null, 'create'],
    ['is left alone as it should be', [record()], RECORDED, 'unchanged'],
    ['is left alone whatever somebody wrote into its comment', [record({ comment: 'hi' })], RECORDED, 'unchanged'],
    ['is updated to another address', [record({ content: '192.0.2.9' })], RECORDED, 'update'],
    ['is updated to be proxied', [record({ proxied: false })], RECORDED, 'update'],
    ['is named back', [record({ name: 'old.example.com' })], RECORDED, 'update'],
    ['is adopted by its comment', [record({ id: 'r2', comment: OURS })], null, 'adopt'],
    ['is adopted when the recorded one is gone', [record({ id: 'r2', comment: OURS })], RECORDED, 'adopt'],
    ['is adopted when its change was not recorded', [record()], { ...RECORDED, content: '192.0.2.9' }, 'adopt'],
    ['is updated when it is known by its comment', [record({ content: '192.0.2.9', comment: OURS })], null, 'update'],
  ])('%s', (_, found, recorded, kind) => {
    expect(decideRecord(found, recorded, WANTED).kind).toBe(kind);
  });

  test.each<[string, ZoneRecord[], RecordedDns | null, string]>([
    ["somebody else's, even if it says the same", [record({ id: 'x' })], null, 'foreign'],
    ["another tenant's", [record({ id: 'x', comment: ownerComment('acme-2', 'job_1') })], null, 'foreign'],
    ['a CNAME, even with our comment', [record({ id: 'x', type: 'CNAME', comment: OURS })], null, 'foreign'],
    ['an AAAA', [record({ id: 'x', type: 'AAAA' })], null, 'foreign'],
    ['a delegation', [record({ id: 'x', type: 'NS' })], null, 'foreign'],
    ['ours beside another A', [record(), record({ id: 'x', content: '192.0.2.9' })], RECORDED, 'several'],
    ['ours beside an AAAA', [record({ id: 'x', type: 'AAAA' }), record()], RECORDED, 'several'],
    [
      'two by comment',
      [record({ comment: OURS }), record({ id: 'x', content: '192.0.2.9', comment: OURS })],
      null,
      'several',
    ],
    ['ours, made into a CNAME', [record({ type: 'CNAME' })], RECORDED, 'other_type'],
    ['one in another zone', [], { ...RECORDED, zone_id: 'zone-2' }, 'other_zone'],
  ])('is refused: %s', (_, found, recorded, reason) => {
    expect(decideRecord(found, recorded, WANTED)).toMatchObject({ kind: 'refuse', reason });
  });
});

const zoneRecords: fc.Arbitrary<ZoneRecord[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
    name: fc.constantFrom(WANTED.name, WANTED.name, 'other.example.com'),
    type: fc.constantFrom('A', 'A', 'A', 'AAAA', 'CNAME', 'TXT', 'NS'),
    content: fc.constantFrom('192.0.2.1', '192.0.2.2'),
    proxied: fc.boolean(),
    comment: fc.constantFrom(null, OURS, ownerComment('acme', 'job_2'), ownerComment('other', 'job_1'), 'a note'),
  }),
  { selector: ({ id }) => id, maxLength: 3 },
);
const recordeds: fc.Arbitrary<RecordedDns | null> = fc.option(
  fc.record({
    zone_id: fc.constantFrom('zone-1', 'zone-1', 'zone-1', 'zone-2'),
    record_id: fc.constantFrom('r1', 'r2', 'r5'),
    content: fc.constantFrom('192.0.2.1', '192.0.2.2'),
  }),
);

const isOurs = ({ id, type, name, comment }: ZoneRecord, recorded: RecordedDns | null): boolean =>
  id === recorded?.record_id || (type === 'A' && name === WANTED.name && isOwnComment(comment, WANTED.tenantId));

/** The zone and what is recorded, once the decision was carried out. */
function carriedOut(
  found: ZoneRecord[],
  recorded: RecordedDns | null,
): { zone: ZoneRecord[]; known: RecordedDns | null } {
  const decision = decideRecord(found, recorded, WANTED);
  if (decision.kind === 'refuse') return { zone: found, known: recorded };
  const { name, content, proxied } = WANTED;
  const made = record({ id: 'new', name, content, proxied, comment: OURS });
  const own = decision.kind === 'create' ? made : { ...decision.record, name, content, proxied };
  return {
    zone: [...found.filter(({ id }) => id !== own.id), own],
    known: { zone_id: WANTED.zoneId, record_id: own.id, content: own.content },
  };
}

describe('whatever is in the zone', () => {
  test('a record that is not ours is never changed, and no name is shared', () => {
    fc.assert(
      fc.property(zoneRecords, recordeds, (found, recorded) => {
        const { zone } = carriedOut(found, recorded);
        const foreign = found.filter((one) => !isOurs(one, recorded));
        for (const one of foreign) expect(zone).toContain(one);
        const decision = decideRecord(found, recorded, WANTED);
        if (decision.kind === 'refuse') return;
        const leading = zone.filter(({ name, type }) => name === WANTED.name && type !== 'TXT');
        expect(leading).toHaveLength(1);
        expect(leading[0]).toMatchObject({ type: 'A', content: WANTED.content, proxied: WANTED.proxied });
      }),
      { numRuns: 2_000 },
    );
  });

  test('a second run finds nothing to do, or the same refusal', () => {
    fc.assert(
      fc.property(zoneRecords, recordeds, (found, recorded) => {
        const first = decideRecord(found, recorded, WANTED);
        const { zone, known } = carriedOut(found, recorded);
        const second = decideRecord(zone, known, WANTED);
        if (first.kind === 'refuse') expect(second).toEqual(first);
        else expect(second.kind).toBe('unchanged');
      }),
      { numRuns: 2_000 },
    );
  });

  test('a run that died before it could report is known again, without another change', () => {
    fc.assert(
      fc.property(zoneRecords, (found) => {
        fc.pre(decideRecord(found, null, WANTED).kind === 'create');
        expect(decideRecord(carriedOut(found, null).zone, null, WANTED).kind).toBe('adopt');
      }),
    );
  });

  test('a deletion takes only ours, and nothing that was changed since', () => {
    fc.assert(
      fc.property(zoneRecords, recordeds, (found, recorded) => {
        const decision = decideDeletion(found, recorded, WANTED);
        const own = found.find(({ id }) => id === recorded?.record_id);
        const changed = own !== undefined && (own.type !== 'A' || own.content !== recorded?.content);
        expect(decision.kind === 'refuse').toBe(changed);
        if (decision.kind !== 'delete') return;
        for (const one of decision.records) expect(isOurs(one, recorded)).toBe(true);
        expect(decision.records.includes(own as ZoneRecord)).toBe(own !== undefined);
      }),
      { numRuns: 2_000 },
    );
  });
});
