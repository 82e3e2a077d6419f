import { expect, test } from '@jest/globals';
import { readinessOf } from './readiness.ts';

const missing = { field: 'name', fault: 'missing' };
const beingTyped = { field: 'server_prefix', fault: 'not_a_prefix' };
const taken = { field: 'subnet', fault: 'unknown_subnet' };
const faults = [missing, beingTyped, taken];
const isSaid = (fault: { field: string }) => fault !== beingTyped;

test('before it was tried what is missing or still being typed is to be filled in', () =>
  expect(readinessOf(faults, false, isSaid)).toEqual({ toFill: [missing, beingTyped], toMend: [taken] }));

test('what was typed and left wrong is to be mended', () =>
  expect(readinessOf(faults, false, () => true)).toEqual({ toFill: [missing], toMend: [beingTyped, taken] }));

test('once it was tried all is to be mended', () =>
  expect(readinessOf(faults, true, () => true)).toEqual({ toFill: [], toMend: faults }));
