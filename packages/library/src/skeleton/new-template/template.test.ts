import { describe, expect, test } from '@jest/globals';
import { rehearse } from '../../testing/rehearsal.ts';
import { syntaxFaults } from '../../testing/shell-scripts.ts';
import { templateUnderTest } from '../../testing/template-under-test.ts';

const template = await templateUnderTest(import.meta.url);

describe('the template new-template', () => {
  test('passes the check', () => {
    expect(template.faults).toEqual([]);
  });

  test.each(template.scripts)('has a script that bash can read: $name', (script) => {
    expect(syntaxFaults(script)).toBe('');
  });

  test('is set up at the first boot, and alike when it is run again', () => {
    const { first, again } = rehearse(template, 'web', { packages: 'mkdir -p /var/www/html' });
    expect(first).toMatchObject({ status: 0, shown: [] });
    expect(first.files['/var/www/html/index.html']?.content).toContain('<h1>Hello</h1>');
    expect(again).toMatchObject({ status: 0, shown: [], files: first.files });
  });
});
