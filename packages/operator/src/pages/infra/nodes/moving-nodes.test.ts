import { expect, test } from '@jest/globals';
import { hasSettled, withNewer } from './moving-nodes.ts';
import { aNode } from './testing/a-node.ts';

const ready = aNode({ node_id: 'sg-s-00000001' });
const made = aNode({ node_id: 'sg-s-00000002', status: 'provisioning', updated_at: 100 });

test('what was read by itself since takes the place of what was listed, and nothing older does', () => {
  const now = { ...made, reservations: 3, updated_at: 200 };
  expect(withNewer([ready, made], [now])).toEqual([ready, now]);
  expect(withNewer([ready, now], [made])).toEqual([ready, now]);
  expect(withNewer([ready], [made])).toEqual([ready]);
});

test('the list is old once a node of it that was being made is so no longer', () => {
  expect(hasSettled([ready, made], { items: [made], next_cursor: null })).toBe(false);
  expect(hasSettled([ready, made], { items: [], next_cursor: null })).toBe(true);
  expect(hasSettled([ready], { items: [], next_cursor: null })).toBe(false);
});

test('of more nodes being made than fit into an answer none is said to be done', () => {
  expect(hasSettled([made], { items: [], next_cursor: 'sg-s-00000001' })).toBe(false);
});
