import { expect, test } from '@jest/globals';
import { filterEvents } from './event-filter.ts';
import { anEvent } from './testing/a-story.ts';

const EVENTS = [
  anEvent('prego_ui_step_04', 'started', 1),
  anEvent('engine.resource.server.db', 'failed', 2, { server_type: 'cx23' }),
  { ...anEvent('prego_ui_step_04', 'failed', 3, { error_code: 'capacity_unavailable' }), attempt: 2 },
];
const found = (filter: Partial<Parameters<typeof filterEvents>[1]>) =>
  filterEvents(EVENTS, { attempt: null, show: undefined, q: '', ...filter }).map(({ at }) => at);

test.each([
  ['nothing: all', {}, [1, 2, 3]],
  ['the attempt', { attempt: 2 }, [3]],
  ['the ten steps', { show: 'steps' }, [1, 3]],
  ['finer work', { show: 'finer' }, [2]],
  ['what failed', { show: 'failed' }, [2, 3]],
  ['a word of the data', { q: 'CX23' }, [2]],
  ['a word of the data, its name too', { q: 'error_code' }, [3]],
  ['several words, all of them', { q: ' failed  prego ' }, [3]],
  ['words that are nowhere', { q: 'failed cpx99' }, []],
  ['several at once', { attempt: 1, show: 'failed' }, [2]],
] as const)('events by %s', (_, filter, expected) => expect(found(filter)).toEqual(expected));
