import { expect, test } from '@jest/globals';
import { scenarioLines } from './scenarios.ts';

test('the table of scenarios fits 80 columns, each server on a line of its own', () => {
  const row = { hostname: 'dogwood.prego.test', tenant: 'dogwood', runUrl: '' };
  const lines = scenarioLines([
    { ...row, scenario: 'E1', tookMs: 1_210, servers: ['sg-s-22222222'], monthlyEur: 0 },
    {
      ...row,
      scenario: 'E3',
      tookMs: 62_000,
      servers: ['eu-d-22222222-app', 'eu-d-22222222-redis'],
      monthlyEur: 16.47,
    },
  ]).split('\n');
  expect(lines).toEqual([
    '        tenant   address                   took  servers              €/month',
    '    E1  dogwood  dogwood.prego.test       1.2 s  sg-s-22222222              –',
    '    E3  dogwood  dogwood.prego.test  1 min 02 s  eu-d-22222222-app      16.47',
    '                                                 eu-d-22222222-redis',
  ]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});
