import { expect, test } from '@jest/globals';
import { MANIFEST } from '../testing/library-rows.ts';
import { INPUTS } from '../testing/library-world.ts';
import { MAX_USER_DATA_BYTES, userDataBytes, userDataFaults } from './user-data.ts';

const cloud_init = { app: '#cloud-config\n', db: '#cloud-config\n' };
const bytes = (more: Partial<typeof INPUTS> = {}, files: Record<string, string> = cloud_init) =>
  userDataBytes({ manifest: MANIFEST, cloud_init: files }, { ...INPUTS, ...more });

test('the fullest server counts, in bytes', () => {
  const text = '한'.repeat(1_000);
  expect(bytes({}, { ...cloud_init, db: text }).used - bytes({}, { app: '', db: '' }).used).toBe(3_000);
});

test('each value and each longer name adds what it is long', () => {
  const less = bytes({ values: { domain: 'a' } }).more;
  expect(bytes({ values: { domain: 'a'.repeat(60) } }).more - less).toBe(59);
  expect(bytes({ values: { domain: 'a' }, name: `${INPUTS.name}한글` }).more - less).toBe(6);
  expect(bytes({ values: {} }).more).toBeLessThan(less);
});

test('more than Hetzner takes is told at the longest value, with the length at which it would do', () => {
  const asked = { ...INPUTS, values: { domain: 'a'.repeat(400), other: 'b' } };
  const tooLongBy = (bytes: number) => {
    const { used, more } = userDataBytes({ manifest: MANIFEST, cloud_init: { app: '', db: '' } }, asked);
    return { manifest: MANIFEST, cloud_init: { app: 'x'.repeat(MAX_USER_DATA_BYTES - used - more + bytes), db: '' } };
  };
  expect(userDataFaults(tooLongBy(0), asked)).toEqual([]);
  expect(userDataFaults(tooLongBy(30), asked)).toEqual([{ field: 'values.domain', fault: 'too_long', detail: '370' }]);
  const shorter = { ...asked, values: { ...asked.values, domain: 'a'.repeat(370) } };
  expect(userDataFaults(tooLongBy(30), shorter)).toEqual([]);
});
