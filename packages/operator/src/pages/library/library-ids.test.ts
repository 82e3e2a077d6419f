import { expect, test } from '@jest/globals';
import { ProvisioningId, TemplateId } from '@prego/contracts';
import fc from 'fast-check';
import { provisioningIdOf, templateIdOf } from './library-ids.ts';

test('a template’s id is what contracts take as one', () => {
  expect(['postgresql', 'shared-node', 'a'].map(templateIdOf)).toEqual(['postgresql', 'shared-node', 'a']);
  expect(['', 'A', '-a', 'a-', 'a--b', '1a', 'x'.repeat(41), 7, undefined].filter((id) => templateIdOf(id))).toEqual(
    [],
  );
  const text = fc.string({ unit: fc.constantFrom('a', 'z', '0', '-', 'A', ' '), maxLength: 43 });
  fc.assert(fc.property(text, (id) => expect(templateIdOf(id) === id).toBe(TemplateId.safeParse(id).success)));
});

test('a provisioning’s id is what contracts take as one', () => {
  const id = `lib_${'a1'.repeat(13)}`;
  expect([provisioningIdOf(id), provisioningIdOf(` ${id} `)]).toEqual([id, id]);
  expect(['', 'lib_', id.slice(1), `${id}0`, id.toUpperCase(), null].filter((one) => provisioningIdOf(one))).toEqual(
    [],
  );
  const text = fc.tuple(fc.constantFrom('lib_', 'lib', 'job_'), fc.stringMatching(/^[a-zA-Z0-9]{25,27}$/));
  fc.assert(
    fc.property(text, ([head, tail]) => {
      expect(provisioningIdOf(head + tail) !== undefined).toBe(ProvisioningId.safeParse(head + tail).success);
    }),
  );
});
