import { expect, test } from '@jest/globals';
import { linkLines } from './console-links.ts';

test('each tenant has its state, and its two links on lines of their own', () => {
  const launchUrl = 'http://127.0.0.1:1/launch#token=launch.acme.1.a';
  expect(
    linkLines('http://127.0.0.1:1', [
      { tenant: 'acme', status: 'active', job: 'completed', launchUrl },
      { tenant: 'b c', status: 'provisioning', job: undefined, launchUrl },
    ]),
  ).toEqual([
    'acme       active, its last job completed',
    '  http://127.0.0.1:1/cp/tenant?tenant_id=acme',
    `  ${launchUrl}`,
    'b c        provisioning',
    '  http://127.0.0.1:1/cp/tenant?tenant_id=b%20c',
    `  ${launchUrl}`,
  ]);
});
