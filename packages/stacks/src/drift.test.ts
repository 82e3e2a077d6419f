import { describe, expect, test } from '@jest/globals';
import type { EngineEvent } from '@pulumi/pulumi/automation/index.js';
import { changedMeanwhile, driftIn } from './drift.ts';
import type { StackState, StateResource } from './exported-state.ts';

const SERVER = 'hcloud:index/server:Server';
const urn = (name: string) => `urn:pulumi:sg::prego::${SERVER}::${name}`;
const outputs = {
  serverType: 'cpx32',
  location: 'sin',
  image: 'ubuntu-24.04',
  ipv4Address: '192.0.2.1',
  status: 'running',
};

const read = (
  op: string,
  cloud: Record<string, unknown>,
  more: Record<string, unknown> = {},
  type = SERVER,
): EngineEvent =>
  ({
    resOutputsEvent: {
      metadata: { op, urn: urn('a'), type, old: { outputs }, new: { outputs: { ...outputs, ...cloud } }, ...more },
    },
  }) as unknown as EngineEvent;

describe('a resource that was read', () => {
  test.each([
    ['rescaled', { serverType: 'cpx42' }, ['serverType']],
    [
      'rebuilt from another image, with another address',
      { image: 'debian-13', ipv4Address: '192.0.2.9' },
      ['image', 'ipv4Address'],
    ],
    ['turned off', { status: 'off' }, ['status']],
  ])('has drifted where a server was %s, though the engine calls it unchanged', (_, cloud, properties) => {
    expect(driftIn(read('same', cloud))).toEqual({
      urn: urn('a'),
      resource: { resource: 'a', type: SERVER, change: 'update', properties },
    });
  });

  test('has not where it is as the state says, or where only what changes by itself has changed', () => {
    expect(driftIn(read('same', {}))).toBeUndefined();
    expect(driftIn(read('same', { status: 'migrating' }))).toBeUndefined();
    expect(driftIn(read('same', { status: 'off' }, {}, 'hcloud:index/volume:Volume'))).toBeUndefined();
    expect(
      driftIn({ resourcePreEvent: read('refresh', {}).resOutputsEvent } as unknown as EngineEvent),
    ).toBeUndefined();
  });

  test('has by the paths of what differs, or else by the names of the properties', () => {
    const detailedDiff = { 'labels.a': { diffKind: 'add', inputDiff: false } };
    expect(driftIn(read('update', {}, { diffs: ['labels'], detailedDiff }))?.resource.properties).toEqual(['labels.a']);
    expect(driftIn(read('update', {}, { diffs: ['labels'] }))?.resource.properties).toEqual(['labels']);
    expect(driftIn(read('update', {}))?.resource).toEqual({ resource: 'a', type: SERVER, change: 'update' });
  });

  test('has gone, whatever else is said of it', () => {
    const gone = read('delete', {}, { new: { outputs: undefined } });
    expect(driftIn(gone)?.resource).toEqual({ resource: 'a', type: SERVER, change: 'delete' });
  });
});

describe('what a run has in hand', () => {
  const resource = (name: string, size = 1): StateResource => ({ urn: urn(name), type: SERVER, inputs: { size } });
  const state = (resources: StateResource[], pending: StateResource[] = []): StackState => ({
    resources,
    pending: pending.map((each) => ({ type: 'updating', resource: each })),
    complete: true,
  });

  test('is what is pending, came, went or changed between two looks, and nothing else', () => {
    const before = state(
      [resource('same'), resource('changed'), resource('went'), resource('begun')],
      [resource('ended')],
    );
    const after = state(
      [resource('same'), resource('changed', 2), resource('begun'), resource('came')],
      [resource('begun')],
    );
    expect([...changedMeanwhile(before, after)].sort()).toEqual(
      ['begun', 'came', 'changed', 'ended', 'went'].map(urn).sort(),
    );
    expect(changedMeanwhile(before, before)).toEqual(new Set([urn('ended')]));
  });
});
