import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { API_ERRORS } from '@prego/contracts';
import { controlPlane } from '../app.ts';
import { actorOf, type Caller, type CallerKind } from '../caller.ts';
import { ControlPlane, TEST_VARS } from '../testing/control-plane.ts';
import { credentials, HOLDERS } from '../testing/credentials.ts';
import { type OidcIssuer, startOidcIssuer } from '../testing/oidc-issuer.ts';
import { ACCESS, API_ACCESS, PAGE_ACCESS } from './access.ts';
import { digestHex } from './digest.ts';

const { job_id, node_id, tenant_id } = HOLDERS;
const CALLERS: Record<CallerKind, Caller> = {
  open: { kind: 'open' },
  operator: { kind: 'operator' },
  gateway: { kind: 'gateway' },
  attempt: { kind: 'attempt', job_id, attempt: 1 },
  automation: { kind: 'automation', workflow: 'drift' },
  node: { kind: 'node', node_id },
  launch: { kind: 'launch', tenant_id },
};
const KINDS = Object.keys(CALLERS) as CallerKind[];
/** An operator's own, which opens what the operator key does. */
const NAMED_KEY = `prego_op_${'abcdef27'.repeat(4)}`;
const NAMED = { kind: 'operator', name: 'anna' } as const;

let cp: ControlPlane;
let issuer: OidcIssuer;
let tokens: Record<CallerKind, string>;
const logged: Record<string, unknown>[] = [];
beforeAll(async () => {
  issuer = await startOidcIssuer();
  cp = await ControlPlane.start({ OIDC_ISSUER: issuer.url });
  tokens = await credentials(cp, issuer);
  const key_hash = await digestHex(NAMED_KEY);
  await cp.insert('operator_keys', { key_id: 'key_1', name: NAMED.name, key_hash, created_at: 1 });
});
afterAll(() => issuer.close());

/** A path of the template with ids that nobody has, so that no call changes who may call next. */
const example = (path: string) =>
  path.replace(/\*$/, 'none').replace(/\{(\w+)\}/g, (_, name) => (name === 'n' || name === 'seq' ? '7' : 'none'));

/**
 * What the middleware made of a call: the caller that it let through, or the code of its refusal. A route may refuse a
 * caller for reasons of its own, so the access line tells: it names a caller only once the table has let it through.
 */
async function decision(method: string, path: string, token: string): Promise<string> {
  const { headers } = await cp.call(method, path, { as: { token }, ...(method !== 'GET' && { body: {} }) });
  const request_id = headers.get('x-request-id');
  const deadline = Date.now() + 5000;
  for (;;) {
    logged.push(...cp.lines());
    const line = logged.findLast((each) => each.message === 'request' && each.request_id === request_id);
    if (line) return String(line.caller ?? line.error_code);
    if (Date.now() > deadline) throw new Error(`no access line of ${method} ${path}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What the table means for a caller. */
function expected(kinds: readonly CallerKind[], caller: Caller): string {
  const { kind } = caller;
  if (kinds.includes(kind)) return actorOf(caller);
  if (kinds.includes('open')) return 'open';
  return kind === 'open' ? 'unauthorized' : 'forbidden';
}

describe('who may call what', () => {
  test.each(ACCESS.map(([method, path, ...kinds]) => [method, path, kinds] as const))(
    '%s %s is open to %j and to nobody else',
    async (method, path, kinds) => {
      const found: Record<string, string> = {};
      for (const kind of KINDS) found[kind] = await decision(method, example(path), tokens[kind]);
      expect(found).toEqual(Object.fromEntries(KINDS.map((kind) => [kind, expected(kinds, CALLERS[kind])])));
      expect(await decision(method, example(path), NAMED_KEY)).toBe(expected(kinds, NAMED));
    },
  );

  test('every route of the OpenAPI document has a row, and every row of an operation a route', async () => {
    const { body } = await cp.get('/openapi.json');
    const routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual(API_ACCESS.map(([method, path]) => `${method} ${path}`).sort());
  });

  test('every row of a page is one, and everything that is mounted has a row', async () => {
    for (const [, path] of PAGE_ACCESS) {
      const { status, headers } = await cp.call('GET', example(path), { as: 'nobody' });
      expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'text/html; charset=UTF-8' });
    }
    const template = (path: string) => path.replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}');
    // A handler of all methods is a middleware: it lets through, or refuses.
    const mounted = controlPlane().routes.filter(({ method }) => method !== 'ALL');
    expect(new Set(mounted.map(({ method, path }) => `${method} ${template(path)}`))).toEqual(
      new Set(ACCESS.map(([method, path]) => `${method} ${path}`)),
    );
  });

  test('the document says who may call each', async () => {
    const { body } = await cp.get('/openapi.json');
    for (const [method, path, ...kinds] of API_ACCESS) {
      const { security } = body.paths[path][method.toLowerCase()];
      expect(security).toEqual(kinds.map((kind) => (kind === 'open' ? {} : { [kind]: [] })));
    }
    expect(Object.keys(body.components.securitySchemes).sort()).toEqual(KINDS.filter((kind) => kind !== 'open').sort());
  });
});

describe('a refusal', () => {
  test('of nobody says what is taken, and challenges', async () => {
    const { status, body, headers } = await cp.call('GET', '/internal/inventory', { as: 'nobody' });
    expect({ status, code: body.error.code }).toEqual({ status: 401, code: 'unauthorized' });
    expect(body.error.message).toContain('operator key or automation token');
    expect(headers.get('www-authenticate')).toBe('Bearer realm="prego"');
  });

  test('of a credential that is known says which may', async () => {
    const { status, body } = await cp.call('GET', '/internal/tenants', { as: 'gateway' });
    expect({ status, code: body.error.code }).toEqual({ status: 403, code: 'forbidden' });
    expect(body.error.message).toContain('The gateway key may not do this: it takes the operator key.');
  });

  test.each(['Bearer', 'Bearer ', 'Basic b3BlcmF0b3I6', 'bearer\tx', TEST_VARS.INTERNAL_API_KEY, 'Bearer a b'])(
    'meets the header %j',
    async (authorization) => {
      const answer = await cp.call('GET', '/internal/nodes', { as: 'nobody', headers: { authorization } });
      expect(answer.status).toBe(API_ERRORS.unauthorized[0]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="prego"/);
    },
  );

  test.each([
    TEST_VARS.INTERNAL_API_KEY.slice(0, -1),
    `${TEST_VARS.INTERNAL_API_KEY}0`,
    TEST_VARS.INTERNAL_API_KEY.toUpperCase(),
    TEST_VARS.NODE_TOKEN_KEY,
    'node.sg-s-22222222.1.',
    'launch.acme.9999999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'undefined',
  ])('meets the credential %s', async (token) => {
    expect(await decision('GET', '/internal/nodes', token)).toBe('unauthorized');
  });

  test('does not depend on how the path is written', async () => {
    for (const path of [
      '/internal/nodes/',
      '//internal/nodes',
      '/internal//nodes',
      '/INTERNAL/nodes',
      '/internal/nodes%2F',
    ]) {
      expect((await cp.call('GET', path, { as: 'nobody' })).status).toBeGreaterThanOrEqual(401);
      expect((await cp.call('GET', path, { as: 'nobody' })).status).toBeLessThanOrEqual(404);
    }
  });
});

test('nothing that was logged has a secret in it', async () => {
  logged.push(...cp.lines());
  expect(logged.length).toBeGreaterThan(ACCESS.length * KINDS.length);
  const text = JSON.stringify(logged);
  const secrets = [
    ...Object.values(tokens),
    NAMED_KEY,
    ...Object.entries(TEST_VARS).flatMap(([name, value]) => (/KEY|TOKEN/.test(name) ? [value] : [])),
  ];
  for (const secret of secrets.filter((value) => value !== '')) expect(text).not.toContain(secret);
});
