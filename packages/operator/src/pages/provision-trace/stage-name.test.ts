import { describe, expect, test } from '@jest/globals';
import { stageName, stageReached } from './stage-name.ts';
import { anEvent } from './testing/a-story.ts';

const WORDS = {
  stage: { 'library.stack': 'Make the resources' },
  resource: { ServerNetwork: 'Network attachment' },
  refused: { capacity_unavailable: (type: string, location: string) => `No room: ${type} in ${location}` },
};

describe('what a stage is called', () => {
  const refused = (error_code: string) => ({ error_code, server_type: 'cx33', location: 'fsn1', server: 'node' });
  const attachment = { kind: 'ServerNetwork', name: 'db-network' };
  test.each([
    ['library.stack', {}, 'Make the resources'],
    ['engine.resource.servernetwork.db_network', attachment, 'Network attachment db-network'],
    ['engine.offer_refused.1', refused('capacity_unavailable'), 'No room: cx33 in fsn1'],
    ['engine.offer_refused.2', refused('unheard_of'), 'engine.offer_refused.2'],
    ['engine.resource.other', { kind: 'Other', name: 'x' }, 'Other x'],
    ['engine.unheard_of', {}, 'engine.unheard_of'],
  ])('%s with %j: %s', (stage, data, name) => expect(stageName({ stage, data }, WORDS)).toBe(name));
});

describe('the stage that is reached', () => {
  test('is the last that failed, without what the engine tells of its resources', () => {
    const events = [
      anEvent('library.stack', 'started', 1),
      anEvent('engine.resource.server.db', 'failed', 2),
      anEvent('library.stack', 'failed', 3),
    ];
    expect(stageReached(events, 1)).toMatchObject({ stage: 'library.stack', status: 'failed' });
    expect(stageReached(events, 2)).toBeNull();
  });

  test('is else the one under way, and none where all are over', () => {
    const begun = [anEvent('dispatch', 'done', 1), anEvent('library.stack', 'started', 2)];
    expect(stageReached(begun, 1)).toMatchObject({ stage: 'library.stack' });
    const within = [...begun, anEvent('engine.resource.server.db', 'started', 3)];
    expect(stageReached(within, 1)).toMatchObject({ stage: 'library.stack' });
    expect(stageReached([...begun, anEvent('library.stack', 'done', 3)], 1)).toBeNull();
  });
});
