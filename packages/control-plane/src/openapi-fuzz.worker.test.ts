import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ErrorBody } from '@prego/contracts';
import { CATALOGUE } from '@prego/library';
import fc from 'fast-check';
import { z } from 'zod';
import { API_ACCESS } from './auth/access.ts';
import type { Operation } from './docs/types.ts';
import { arbitraryOf, type Hints, type Making } from './testing/arbitrary-of.ts';
import { ControlPlane, TEST_VARS } from './testing/control-plane.ts';
import { credentials, HOLDERS } from './testing/credentials.ts';
import { LibraryBench } from './testing/library-bench.ts';
import { ASKED, FIRST, MANIFEST, PASSWORD } from './testing/library-rows.ts';
import { WISH } from './testing/library-wish.ts';
import { type OidcIssuer, startOidcIssuer } from './testing/oidc-issuer.ts';

/** Requests a route. Each takes some milliseconds; PREGO_FUZZ_RUNS asks for more. */
const RUNS = Number(process.env.PREGO_FUZZ_RUNS ?? 40);

const ids = (...own: string[]) => [...own, 'acme', 'globex'];
/** What is there, and a few ids more, so that requests come back to what earlier ones made. */
const HINTS: Hints = {
  job_id: [HOLDERS.job_id, 'job_none'],
  trace_id: [HOLDERS.trace_id, 'trace_none'],
  node_id: [HOLDERS.node_id, 'sg-s-33333333'],
  node_ids: [HOLDERS.node_id, `${HOLDERS.node_id},sg-s-33333333`],
  target_server_id: [HOLDERS.node_id, ''],
  stack: ['sg', 'dedicated-acme'],
  template: [...CATALOGUE.map(({ manifest }) => manifest.id), MANIFEST.id, 'none'],
  attempt: [1],
  n: [1],
  seq: [0, 1, 2],
  // Not sent: only a page before has a good one.
  cursor: [undefined],
  ...Object.fromEntries(['id', 'tenant_id', 'tenantId'].map((name) => [name, ids()])),
  subdomain_slug: ids(),
  name: [...ids(HOLDERS.node_id), ASKED.name, WISH.name, ...MANIFEST.secrets.map(({ name }) => name)],
  ...{ provisioning_id: [FIRST], event_id: [1, 2] },
  ...{ network_id: [1], subnet: [ASKED.subnet], ssh_key_id: [7], server_type: ['cx33'], location: ['fsn1'] },
  ...{ server_prefix: [WISH.server_prefix], values: [WISH.values], inputs: [WISH] },
  role: ['shared'],
  host_ipv4: ['192.0.2.7'],
  host_ipv6: ['2001:db8::7'],
  private_ip: ['10.0.0.7'],
  region: ['sg', 'us', 'eu'],
};

interface Request {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly header: Record<string, unknown>;
  readonly body: unknown;
}

let cp: ControlPlane;
let issuer: OidcIssuer;
let tokens: Record<string, string>;
let paths: Record<string, Record<string, Operation>>;
const logged: unknown[] = [];
beforeAll(async () => {
  issuer = await startOidcIssuer();
  cp = await ControlPlane.start({ OIDC_ISSUER: issuer.url });
  tokens = await credentials(cp, issuer);
  await seedLibrary();
  paths = (await cp.get('/openapi.json')).body.paths;
});
afterAll(() => issuer.close());

/** One that is provisioned, and what automation has seen, so that another can be. */
async function seedLibrary(): Promise<void> {
  const bench = new LibraryBench();
  bench.cp = cp;
  await bench.reportInventory();
  expect((await bench.provisioned()).provisioning_id).toBe(FIRST);
}

/** Two in three as the document asks for, so that they get past the door; the others with nonsense in many places. */
const requestsOf = (operation: Operation): fc.Arbitrary<Request> =>
  fc.oneof(
    { weight: 2, arbitrary: requestsMadeBy({ hints: HINTS, nonsense: 0 }, operation) },
    { weight: 1, arbitrary: requestsMadeBy({ hints: HINTS, nonsense: 20 }, operation) },
  );

function requestsMadeBy(making: Making, { parameters = [], requestBody }: Operation): fc.Arbitrary<Request> {
  const those = (place: string) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    const values = own.map(({ name, schema = {} }) => [name, arbitraryOf(schema, making, name)] as const);
    // Without its needed parameters a request gets nowhere; nonsense may leave them out.
    const requiredKeys = own.filter(({ required }) => required && making.nonsense === 0).map(({ name }) => name);
    return fc.record(Object.fromEntries(values), place === 'path' ? {} : { requiredKeys });
  };
  const bodies = Object.values(requestBody?.content ?? {}).map(({ schema = {} }) => arbitraryOf(schema, making));
  return fc.record({
    params: those('path'),
    query: those('query'),
    header: those('header'),
    body: bodies.length > 0 ? fc.oneof(...bodies) : fc.constant(undefined),
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Sends it as the operator. A body that is text goes as it is where the route takes text. */
async function send(method: string, path: string, operation: Operation, request: Request): Promise<Response> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(text(request.params[name])));
  const query = new URLSearchParams(
    Object.entries(request.query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, text(value)]),
  );
  const type = Object.keys(operation.requestBody?.content ?? {})[0];
  const header = Object.entries(request.header)
    .map(([name, value]) => [name, text(value).replace(/[^\x21-\x7e]/g, '')] as const)
    .filter(([, value]) => value !== '');
  return await cp.harness.fetch(`${filled}${query.size > 0 ? `?${query}` : ''}`, {
    method,
    headers: {
      ...Object.fromEntries(header),
      authorization: `Bearer ${path.startsWith('/v1/') ? tokens[path === '/v1/launch' ? 'launch' : 'gateway'] : tokens.operator}`,
      ...(type && { 'content-type': type }),
    },
    ...(type && { body: type.includes('json') ? JSON.stringify(request.body) : text(request.body) }),
  });
}

/** A job that runs is cancelled at GitHub, which is not to be reached here. */
const ASKS_GITHUB = '/internal/provision-jobs/{job_id}/cancel';

/** That it is no 5xx, but for that route's 503, and has the body that the document says. */
async function check(path: string, operation: Operation, response: Response): Promise<void> {
  const body = await response.text();
  const said = `${response.status} ${body.slice(0, 500)}`;
  const mayFail = path === ASKS_GITHUB && response.status === 503;
  expect(response.status < 500 || mayFail ? '' : said).toBe('');
  if (response.status >= 400) {
    expect(ErrorBody.strict().safeParse(JSON.parse(body)).error).toBeUndefined();
    return;
  }
  const schema = operation.responses?.[response.status]?.content?.['application/json']?.schema;
  if (!schema || !response.headers.get('content-type')?.includes('json')) return;
  const parsed = z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(JSON.parse(body));
  expect(parsed.success ? '' : `${said}: ${parsed.error.message}`).toBe('');
}

describe('requests made of the OpenAPI document', () => {
  test.each(API_ACCESS.map(([method, path]) => [method, path] as const))(
    '%s %s answers as the document says, and never with a 5xx',
    async (method, path) => {
      const operation = paths[path]?.[method.toLowerCase()];
      expect(operation).toBeDefined();
      if (!operation) return;
      await fc.assert(
        fc.asyncProperty(requestsOf(operation), async (request) => {
          await check(path, operation, await send(method, path, operation, request));
          logged.push(...cp.lines());
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );
});

test.each(['%', '%00', '%ff', '%E0%A4%A', '..%2f..', '%2e%2e', 'a;b', 'a%20b'])(
  'a path with %s in it is refused like any other that is not there',
  async (odd) => {
    for (const path of [`/internal/tenants/${odd}`, `/internal/nodes/${odd}`, `/internal/trace/${odd}`]) {
      const { status, body } = await cp.get(path);
      expect([400, 404]).toContain(status);
      expect(ErrorBody.strict().safeParse(body).error).toBeUndefined();
    }
  },
);

test('nothing that was logged meanwhile has a secret in it', () => {
  const log = JSON.stringify(logged);
  expect(logged.length).toBeGreaterThan(0);
  const keys = Object.entries(TEST_VARS).flatMap(([name, value]) => (/KEY|TOKEN/.test(name) ? [value] : []));
  for (const secret of [...Object.values(tokens), ...keys, PASSWORD].filter((value) => value !== '')) {
    expect(log).not.toContain(secret);
  }
});
