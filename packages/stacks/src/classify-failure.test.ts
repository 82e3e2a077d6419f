import { describe, expect, test } from '@jest/globals';
import { classifyFailure } from './classify-failure.ts';

// Each text was printed by the engine (CLI 3.259.0, hcloud 1.41.0) or is a vendor's error as its client prints it.
const cases: [text: string, code: string][] = [
  [
    'error: the stack is currently locked by 1 lock(s). Either wait …\n  file:///s/x.json: created by me@host (pid 7) at 2026-11-21T01:35:12Z',
    'stack_locked',
  ],
  ['error: [409] Conflict: Another update is currently in progress.', 'stack_locked'],
  ['error: constructing secrets manager of type "passphrase": incorrect passphrase', 'state_unreadable'],
  [
    "no resource plugin 'pulumi-resource-hcloud' found in the workspace at version v1.41.0 or on your $PATH",
    'plugin_missing',
  ],
  [
    'resource "urn" cannot be deleted\nbecause it is protected. To unprotect the resource, either …',
    'tenant_loss_refused',
  ],
  ['unable to replace resource "urn"\nas it is currently marked for protection.', 'tenant_loss_refused'],
  ['unable to authenticate (unauthorized)', 'unauthorized'],
  ['insufficient permissions for this request (forbidden)', 'unauthorized'],
  ['Post "http://127.0.0.1:1/v1/servers": EOF', 'cloud_unreachable'],
  [
    '403 Forbidden {"result":null,"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}',
    'unauthorized',
  ],
  ['Post "http://127.0.0.1:1/v1/servers": dial tcp 127.0.0.1:1: connect: connection refused', 'cloud_unreachable'],
  ['error during placement (resource_unavailable, 4a5b)', 'capacity_unavailable'],
  ['placement failed (placement_error)', 'capacity_unavailable'],
  ['server limit exceeded (resource_limit_exceeded, 4a5b)', 'limit_exceeded'],
  ['Limit of 3600 requests per hour reached (rate_limit_exceeded)', 'rate_limited'],
  ['network name is already used (uniqueness_error)', 'name_taken'],
  [
    '400 Bad Request {"errors":[{"code":81053,"message":"An A, AAAA, or CNAME record with that host already exists."}]}',
    'name_taken',
  ],
  ['server deletion is protected (protected, 4a5b)', 'delete_protected'],
  ['something new', 'update_failed'],
];

describe('a failure of the engine', () => {
  test.each(cases)('%j is %s', (text, code) => {
    expect(classifyFailure([text], '')).toMatchObject({ code, detail: expect.stringContaining(text) });
    expect(classifyFailure([], text).code).toBe(code);
  });

  test('of a locked stack says by whom and since when', () => {
    const [text] = cases[0] as [string, string];
    expect(classifyFailure([], text).message).toMatch('locked by me@host (process 7) since 2026-11-21T01:35:12Z');
  });

  test('that nobody knows is told in its own words', () => {
    expect(classifyFailure([], '\nsomething new\nat line 3').message).toMatch('something new');
  });
});
