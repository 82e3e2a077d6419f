import { expect, test } from '@jest/globals';
import { actorOf } from './actor-of.ts';

test.each([
  ['operator', { kind: 'main' }],
  ['operator anna', { kind: 'operator', name: 'anna' }],
  ['operator a.b-c_1', { kind: 'operator', name: 'a.b-c_1' }],
  ['attempt job_01jd2r/2', { kind: 'run' }],
  ['sweep', { kind: 'other', text: 'sweep' }],
  ['operators', { kind: 'other', text: 'operators' }],
  ['', { kind: 'other', text: '' }],
] as const)('"%s" is read as %j', (text, actor) => expect(actorOf(text)).toEqual(actor));
