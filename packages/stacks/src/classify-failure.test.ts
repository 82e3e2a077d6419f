import { describe, expect, test } from '@jest/globals';
import { classifyFailure } from './classify-failure.ts';

const LOCKED = `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  file:///s/.pulumi/locks/organization/prego/sg/5214.json?no_tmp_dir=true: created by me@host (pid 7) at 2026-11-21T01:35:12Z`;
const SERVER = 'urn:pulumi:sg::prego::hcloud:index/server:Server::sg-s-k3c6t4hd';
const UNPROTECT =
  'To unprotect the resource, either remove the `protect` flag from the resource in your Pulumi program';
const dns = (status: string, errors: string) =>
  `[ERROR] POST "http://127.0.0.1:41377/client/v4/zones/f63f/dns_records": ${status} {"result":null,"success":false,"errors":[${errors}],"messages":[]}: failed to make http request`;

// Each text was printed by the engine (CLI 3.259.0, hcloud 1.41.0, cloudflare 6.22.1), with ids shortened; but for the
// two of a lock that goes meanwhile, which are read off its source.
const cases: [text: string, code: string, what: string][] = [
  [LOCKED, 'stack_locked', 'The stack is locked by me@host (process 7) since 2026-11-21T01:35:12Z.'],
  [
    'error: [409] Conflict: Another update is currently in progress.',
    'stack_locked',
    'The stack is locked by another run.',
  ],
  ...[
    'error: blob (key ".pulumi/locks/organization/prego/sg/5214.json") (code=NotFound): open /s/.pulumi/locks/organization/prego/sg/5214.json: no such file or directory',
    'error: could not list bucket: blob (code=NotFound): lstat /s/.pulumi/locks/organization/prego/sg/5214.json.18e9.tmp: no such file or directory',
  ].map((text): [string, string, string] => [text, 'stack_locked', 'The stack is locked by another run.']),
  [
    // That it could not give its own lock back, which somebody has cleared, is not why it failed.
    `error: there was a problem deleting the lock at file:///s/.pulumi/locks/organization/prego/sg/5214.json: blob (key ".pulumi/locks/organization/prego/sg/5214.json") (code=NotFound): remove /s/.pulumi/locks/organization/prego/sg/5214.json: no such file or directory\nerror during placement (resource_unavailable)`,
    'capacity_unavailable',
    'Hetzner has no capacity for this server type in this location now.',
  ],
  ...['error: unexpected end of JSON input', "error: invalid character 'g' looking for beginning of value"].map(
    (text): [string, string, string] => [
      text,
      'stack_lock_left',
      "A lock of the stack can't be read: a run has left it half-written, as on a full disk.",
    ],
  ),
  [
    "no resource plugin 'pulumi-resource-hcloud' found in the workspace at version v1.41.0 or on your $PATH",
    'plugin_missing',
    "The engine's plugin for hcloud is missing.",
  ],
  [
    'error: 2 errors occurred:\n    1) write /s/.pulumi/locks/organization/prego/sg/5214.json.18e9.tmp: no space left on device\n    2) Unknown',
    'state_unwritable',
    "The stack's state can't be written: write /s/.pulumi/locks/organization/prego/sg/5214.json.18e9.tmp: no space left on device.",
  ],
  [
    'pre-step event returned an error: failed to save snapshot: An IO error occurred while writing the new snapshot file: blob (key ".pulumi/stacks/prego/sg.json") (code=Unknown): write /s/.pulumi/stacks/prego/sg.json.18e9.tmp: no space left on device',
    'state_unwritable',
    "The stack's state can't be written: write /s/.pulumi/stacks/prego/sg.json.18e9.tmp: no space left on device.",
  ],
  [
    'error: saving update info: blob (key ".pulumi/stacks/prego/sg.json -> .pulumi/history/prego/sg/sg-17.checkpoint.json") (code=Unknown): write /s/.pulumi/history/prego/sg/sg-17.checkpoint.json.18e9.tmp: no space left on device',
    'state_unwritable',
    "The stack's state can't be written: write /s/.pulumi/history/prego/sg/sg-17.checkpoint.json.18e9.tmp: no space left on device.",
  ],
  [
    'error: 2 errors occurred:\n    1) open /s/.pulumi/locks/organization/prego/sg/1b39.json.18e9.tmp: read-only file system\n    2) Unknown',
    'state_unwritable',
    "The stack's state can't be written: open /s/.pulumi/locks/organization/prego/sg/1b39.json.18e9.tmp: read-only file system.",
  ],
  [
    'error: 2 errors occurred:\n    1) open /s/.pulumi/locks/organization/prego/sg/9663.json.18e9.tmp: permission denied\n    2) Unknown',
    'state_unwritable',
    "The stack's state can't be written: open /s/.pulumi/locks/organization/prego/sg/9663.json.18e9.tmp: permission denied.",
  ],
  [
    'error: could not create stack: blob (key ".pulumi/locks/organization/prego/new/1225.json") (code=Unknown): mkdir /s/.pulumi/locks/organization/prego/new: permission denied',
    'state_unwritable',
    "The stack's state can't be written: mkdir /s/.pulumi/locks/organization/prego/new: permission denied.",
  ],
  [
    'error: write ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=PermissionDenied): operation error S3: PutObject, https response error StatusCode: 403, RequestID: 1, HostID: h, api error AccessDenied: Access Denied',
    'state_unwritable',
    'The stack\'s state can\'t be written: write ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=PermissionDenied): operation error S3: PutObject, https response error StatusCode: 403, RequestID: 1, HostID: h, api error AccessDenied: Access Denied.',
  ],
  ...[
    'error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions',
    'error: Unauthorized: No credentials provided or are invalid.',
  ].map((text): [string, string, string] => [
    text,
    'invalid_credentials',
    "The backend is Pulumi's service, or one like it, and refuses without a valid access token.",
  ]),
  ...[
    'error: getting stack configuration: get stack secrets manager: incorrect passphrase',
    'error: failed to decrypt: incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE to the correct passphrase or set PULUMI_CONFIG_PASSPHRASE_FILE to a file containing the passphrase',
    'error: getting stack configuration: get stack secrets manager: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables',
  ].map((text): [string, string, string] => [
    text,
    'state_unreadable',
    "The stack's secrets can't be read with this passphrase.",
  ]),
  [
    'error: failed to load checkpoint: place 1: unexpected end of JSON input',
    'state_unreadable',
    "The stack's state is damaged: place 1: unexpected end of JSON input.",
  ],
  [
    'error: failed to load checkpoint: unsupported checkpoint version 99',
    'state_unreadable',
    "The stack's state is damaged: unsupported checkpoint version 99.",
  ],
  [
    'error: failed to load checkpoint: blob (key ".pulumi/stacks/prego/sg.json") (code=Unknown): stat /s/.pulumi/stacks/prego/sg.json: permission denied',
    'state_unreadable',
    'The stack\'s state can\'t be read: failed to load checkpoint: blob (key ".pulumi/stacks/prego/sg.json") (code=Unknown): stat /s/.pulumi/stacks/prego/sg.json: permission denied.',
  ],
  [
    'error: unable to open state directory "file:///nonexistent/x": stat /nonexistent/x: no such file or directory',
    'state_unreadable',
    'The stack\'s state can\'t be read: unable to open state directory "file:///nonexistent/x": stat /nonexistent/x: no such file or directory.',
  ],
  [
    'error: read ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=Unknown): operation error S3: GetObject, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , HostID: , request send failed, Get "http://127.0.0.1:1/b/.pulumi/meta.yaml?x-id=GetObject": dial tcp 127.0.0.1:1: connect: connection refused',
    'state_unreadable',
    'The stack\'s state can\'t be read: read ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=Unknown): operation error S3: GetObject, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , HostID: , request send failed, Get "http://127.0.0.1:1/b/.pulumi/meta.yaml?x-id=GetObject": dial tcp 127.0.0.1:1: connect: connection refused.',
  ],
  [
    'error: error listing stacks: could not list bucket: blob (code=NotFound): operation error S3: ListObjectsV2, https response error StatusCode: 404, RequestID: 1, HostID: h, NoSuchBucket: The specified bucket does not exist',
    'state_unreadable',
    "The stack's state can't be read: could not list bucket: blob (code=NotFound): operation error S3: ListObjectsV2, https response error StatusCode: 404, RequestID: 1, HostID: h, NoSuchBucket: The specified bucket does not exist.",
  ],
  [
    'error: performing HTTP request: Get "http://127.0.0.1:1/api/user": dial tcp 127.0.0.1:1: connect: connection refused',
    'state_unreadable',
    'The stack\'s state can\'t be read: performing HTTP request: Get "http://127.0.0.1:1/api/user": dial tcp 127.0.0.1:1: connect: connection refused.',
  ],
  [
    `resource "${SERVER}" cannot be deleted\nbecause it is protected. ${UNPROTECT}`,
    'tenant_loss_refused',
    'The plan would delete or replace sg-s-k3c6t4hd, which no return has named.',
  ],
  [
    `unable to replace resource "${SERVER}"\nas it is currently marked for protection. ${UNPROTECT}`,
    'tenant_loss_refused',
    'The plan would delete or replace sg-s-k3c6t4hd, which no return has named.',
  ],
  [
    `unable to replace resource "${SERVER}" as part of replacing "urn:pulumi:sg::prego::hcloud:index/network:Network::n" as it is currently marked for protection. ${UNPROTECT}`,
    'tenant_loss_refused',
    'The plan would delete or replace sg-s-k3c6t4hd, which no return has named.',
  ],
  [
    `deleting ${SERVER}: 1 error occurred:\n\t* server with ID '12' not found (not_found)`,
    'update_failed',
    "sg-s-k3c6t4hd is to be deleted, and Hetzner does not have it: server with ID '12' not found.",
  ],
  [
    `[ERROR] An unexpected error was encountered during an API request.\n\nserver with ID '12' not found (not_found)\n\nError code: not_found`,
    'update_failed',
    "Hetzner does not have what the stack needs: server with ID '12' not found.",
  ],
  [
    'placement group not found: 131',
    'update_failed',
    'Hetzner does not have what the stack needs: placement group not found: 131.',
  ],
  ...["firewall with ID '9' not found (not_found, 4a5b)", 'placement group not found: 131'].map(
    (text): [string, string, string] => [
      `updating ${SERVER}: 1 error occurred:\n\t* ${text}`,
      'update_failed',
      `Hetzner does not have what the stack needs: ${text.replace(/ \(not_found.*/, '')}.`,
    ],
  ),
  [
    'server deletion is protected (protected, 4a5b)',
    'delete_protected',
    'A server or volume is protected against deletion at Hetzner.',
  ],
  ['unable to authenticate (unauthorized)', 'unauthorized', 'Hetzner refused the token.'],
  ['insufficient permissions for this request (forbidden)', 'unauthorized', 'Hetzner refused the token.'],
  ...[
    dns('403 Forbidden', '{"code":10000,"message":"Authentication error"}'),
    dns('400 Bad Request', '{"code":9106,"message":"Missing X-Auth-Key, X-Auth-Email or Authorization headers"}'),
  ].map((text): [string, string, string] => [text, 'unauthorized', 'Cloudflare refused the token, or there is none.']),
  ...[
    'Post "http://127.0.0.1:1/v1/servers": EOF',
    'Post "http://127.0.0.1:1/v1/servers": dial tcp 127.0.0.1:1: connect: connection refused',
    'Post "http://no-such-host.invalid/v1/servers": dial tcp: lookup no-such-host.invalid on 10.0.0.2:53: no such host',
    'Post "https://127.0.0.1:37183/v1/servers": http: server gave HTTP response to HTTPS client',
    'Get "https://127.0.0.1:19443/v1/server_types?name=cpx32": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ].map((text): [string, string, string] => [
    text,
    'cloud_unreachable',
    `The cloud's API can't be reached: ${text.replace(/^\w+ "(.*)": /, '$1: ')}.`,
  ]),
  [
    'POST http://127.0.0.1:1/v1/servers: connect ECONNREFUSED 127.0.0.1:1 (cloud_unreachable)',
    'cloud_unreachable',
    "The cloud's API can't be reached: POST http://127.0.0.1:1/v1/servers: connect ECONNREFUSED 127.0.0.1:1.",
  ],
  [
    'hcloud: server responded with status code 404',
    'cloud_unreachable',
    "What answered is not Hetzner's API: status 404 without a word of its own.",
  ],
  ...['error during placement (resource_unavailable, 4a5b)', 'placement failed (placement_error)'].map(
    (text): [string, string, string] => [
      text,
      'capacity_unavailable',
      'Hetzner has no capacity for this server type in this location now.',
    ],
  ),
  [
    'unsupported location for server type (invalid_input): []',
    'type_not_in_location',
    'Hetzner does not sell this server type in this location.',
  ],
  [
    'server limit exceeded (resource_limit_exceeded, 4a5b)',
    'limit_exceeded',
    "The Hetzner project's limit is reached: server limit exceeded.",
  ],
  [
    'Limit of 3600 requests per hour reached (rate_limit_exceeded)',
    'rate_limited',
    "The Hetzner project's requests of this hour are used up.",
  ],
  [
    dns('429 Too Many Requests', '{"code":971,"message":"Please wait"}'),
    'rate_limited',
    "Cloudflare's requests of these five minutes are used up.",
  ],
  [
    "IP '10.50.1.9' is not available (ip_not_available)",
    'name_taken',
    "A private address went to something else in the network in the same moment: IP '10.50.1.9' is not available.",
  ],
  [
    'network name is already used (uniqueness_error)',
    'name_taken',
    'Something of this name exists in the Hetzner project, but not in this stack: network name is already used.',
  ],
  [
    dns('400 Bad Request', '{"code":81053,"message":"An A, AAAA, or CNAME record with that host already exists."}'),
    'name_taken',
    'The DNS zone already has a record of this name, which is not of this stack.',
  ],
  ...['server type cx999 not found', 'image nope-1 for architecture x86 not found', 'SSH key not found: nokey'].map(
    (text): [string, string, string] => [text, 'invalid_input', `There is no such thing at Hetzner: ${text}.`],
  ),
  [
    "invalid input in field 'size' (invalid_input): [size => [Too small: expected number to be >=10]]",
    'invalid_input',
    "Hetzner refuses what it was asked for: invalid input in field 'size': [size => [Too small: expected number to be >=10]].",
  ],
  [
    dns(
      '400 Bad Request',
      '{"code":1004,"message":"DNS Validation Error","error_chain":[{"code":9000,"message":"DNS name is invalid."}]}',
    ),
    'invalid_input',
    'Cloudflare refuses the record: DNS name is invalid.',
  ],
  [
    dns(
      '404 Not Found',
      '{"code":7003,"message":"Could not route to /client/v4/zones/nozone/dns_records, perhaps your object identifier is invalid?"}',
    ),
    'invalid_input',
    'Cloudflare refuses the record: Could not route to /client/v4/zones/nozone/dns_records, perhaps your object identifier is invalid?.',
  ],
  ['something new', 'update_failed', 'The update failed: something new.'],
];

describe('a failure of the engine', () => {
  test.each(cases)('%j is %s', (text, code, what) => {
    expect(classifyFailure([text], '')).toMatchObject({ code, what, detail: expect.stringContaining(text) });
    expect(classifyFailure([], text)).toMatchObject({ code, what });
    expect(classifyFailure([], `Updating (sg):\n    error: update failed\n${text}\n`).code).toBe(code);
  });

  test('always comes with what to do', () => {
    for (const [text] of cases) expect(classifyFailure([text], '').remedy).toMatch(/^[A-Z].*\.$/);
  });

  test.each([
    'the branch is protected',
    "resource 'x' is protected",
    'it is currently marked for protection',
    'The volume was deleted because it is protected.',
  ])('that only resembles the words on protection is no loss of a tenant: %s', (text) => {
    expect(classifyFailure([text], '').code).not.toBe('tenant_loss_refused');
  });

  test('that nobody knows is told in its own words', () => {
    expect(classifyFailure([], '\nsomething new\nat line 3').message).toMatch('something new');
  });
});
