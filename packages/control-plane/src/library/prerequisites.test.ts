import { expect, test } from '@jest/globals';
import { WORLD } from '../testing/library-world.ts';
import { prerequisitesOf } from './prerequisites.ts';
import type { LibraryWorld } from './world.ts';

const needs = {
  prerequisites: (['network', 'subnet', 'ssh_key'] as const).map((kind) => ({ kind, text: { en: kind, ko: kind } })),
};
const [eu, sg] = WORLD.networks as [LibraryWorld['networks'][number], LibraryWorld['networks'][number]];
const [key] = WORLD.ssh_keys as [LibraryWorld['ssh_keys'][number]];
const found = (world: Partial<LibraryWorld>) =>
  prerequisitesOf(needs, { ...WORLD, ...world }).map(({ count, present }) => [count, present]);

test('in one project everything counts', () => {
  expect(found({})).toEqual([
    [2, true],
    [3, true],
    [1, true],
  ]);
});

test('of several projects that counts which has most of what is needed, and all of it alone', () => {
  const networks: LibraryWorld['networks'] = [
    { ...eu, regions: ['eu'] },
    { ...sg, regions: ['sg'] },
  ];
  expect(found({ networks, ssh_keys: [{ ...key, regions: ['sg'] }] })).toEqual([
    [1, true],
    [1, true],
    [1, true],
  ]);
});

test('a network in one project and a key in another make no pair', () => {
  const apart = { networks: [{ ...eu, regions: ['eu'] as const }], ssh_keys: [{ ...key, regions: ['us'] as const }] };
  expect(found(apart)).toEqual([
    [1, true],
    [2, true],
    [0, false],
  ]);
});

test('before anything was reported nothing is said', () => {
  expect(found({ networks: [], ssh_keys: [], seen_at: null })).toEqual([
    [0, null],
    [0, null],
    [0, null],
  ]);
});
