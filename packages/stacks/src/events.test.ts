import { describe, expect, test } from '@jest/globals';
import type { EngineEvent } from '@pulumi/pulumi/automation/index.js';
import { countChanges, eventMapper, type ResourceEvent, toldOnce } from './events.ts';

const metadata = (op: string, name = 'app', type = 'hcloud:index/server:Server') =>
  ({ op, type, urn: `urn:pulumi:s::prego::${type}::${name}`, provider: '' }) as never;
const event = (part: Partial<EngineEvent>): EngineEvent => ({ sequence: 1, timestamp: 0, ...part });
const diagnostic = (severity: string, message: string) =>
  event({ diagnosticEvent: { severity, message, color: 'never' } as never });

describe('the events of a run', () => {
  test('tell what began, and how long it took', () => {
    let time = 0;
    const map = eventMapper(() => time);
    expect(map(event({ resourcePreEvent: { metadata: metadata('create') } }))).toMatchObject({
      type: 'resource',
      status: 'started',
      action: 'create',
      kind: 'Server',
      name: 'app',
    });
    time = 250;
    expect(map(event({ resOutputsEvent: { metadata: metadata('create') } }))).toMatchObject({
      status: 'done',
      durationMs: 250,
    });
  });

  test("leave out the engine's own resources", () => {
    const map = eventMapper(() => 0);
    const provider = metadata('create', 'default', 'pulumi:providers:hcloud');
    expect(map(event({ resOutputsEvent: { metadata: provider } }))).toBeUndefined();
  });

  test('never carry a debug message, which may show a secret', () => {
    expect(eventMapper(() => 0)(diagnostic('debug', 'userData: token'))).toBeUndefined();
  });

  test('tell an error once, in its own words', () => {
    const map = eventMapper(() => 0);
    const told = [
      diagnostic('error', 'sdk-v2/provider2.go:571: sdk.helper_schema: no (unauthorized): provider=hcloud@1.41.0'),
      diagnostic('error', '<{%fg 1%}>1 error occurred:\n\t* no (unauthorized)\n<{%reset%}>'),
      diagnostic('error', 'no (unauthorized)'),
      diagnostic('error', 'update failed'),
    ].map(map);
    expect(told.filter(Boolean)).toEqual([{ type: 'message', severity: 'error', text: 'no (unauthorized)' }]);
  });

  test('count what was done', () => {
    const step = (action: string) => ({ action }) as ResourceEvent;
    expect(countChanges(['create', 'create', 'same', 'delete'].map(step))).toEqual({
      create: 2,
      import: 0,
      update: 0,
      replace: 0,
      delete: 1,
      same: 1,
    });
  });
});

describe('waiting', () => {
  test('is told now and then, not for every request; a longer wait at once', () => {
    let time = 0;
    const told: number[] = [];
    const tell = toldOnce(
      () => time,
      (ms) => told.push(ms),
    );
    for (const ms of [100, 120, 110, 9_000, 8_000]) tell(ms);
    expect(told).toEqual([100, 9_000]);
    time = 9_001;
    tell(50);
    expect(told).toEqual([100, 9_000, 50]);
  });
});
