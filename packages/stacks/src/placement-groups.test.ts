import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupWithRoom, SERVERS_PER_GROUP } from './placement-groups.ts';

test('no group ever has more than ten servers, however nodes come and go', () => {
  const steps = fc.array(fc.oneof(fc.constant('add' as const), fc.nat({ max: 200 })), { maxLength: 200 });
  fc.assert(
    fc.property(steps, (sequence) => {
      const nodes: number[] = [];
      for (const step of sequence) {
        if (step === 'add') nodes.push(groupWithRoom(nodes));
        else if (nodes.length > 0) nodes.splice(step % nodes.length, 1);
        for (const group of nodes) {
          expect(nodes.filter((other) => other === group).length).toBeLessThanOrEqual(SERVERS_PER_GROUP);
        }
      }
    }),
  );
});

test('a hundred nodes need no more than ten groups', () => {
  const nodes: number[] = [];
  for (let i = 0; i < 100; i++) nodes.push(groupWithRoom(nodes));
  expect(Math.max(...nodes)).toBe(10);
});

test('a place that came free is taken before a new group is opened', () => {
  const nodes = [...Array(9).fill(1), ...Array(10).fill(2)];
  expect(groupWithRoom(nodes)).toBe(1);
});
