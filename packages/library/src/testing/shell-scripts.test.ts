import { describe, expect, test } from '@jest/globals';
import { scriptsOf, syntaxFaults } from './shell-scripts.ts';

const script = (text: string) => ({ name: 'a script', text });

describe('what a template’s test says of its scripts', () => {
  test('is said of shell scripts alone', () => {
    const files = [
      { path: '/a', content: '#!/bin/sh\n' },
      { path: '/b', content: '#!/usr/bin/env bash\n' },
      { path: '/c', content: '#!/usr/bin/python3\n' },
      { path: '/d', content: 'echo\n' },
    ];
    expect(scriptsOf('db', files).map(({ name }) => name)).toEqual(['db /a', 'db /b']);
  });

  test('is that bash can not read it, where it can not', () => {
    expect(syntaxFaults(script('if true; then\n'))).toMatch(/syntax error/);
    expect(syntaxFaults(script('true\n'))).toBe('');
  });
});
