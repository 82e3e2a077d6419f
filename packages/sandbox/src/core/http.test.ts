import type { AddressInfo } from 'node:net';
import { serve as listen, type ServerType } from '@hono/node-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import { type Core, openCore } from './core.ts';
import type { NewFault } from './faults.ts';
import { observed, type SandboxEnv, send, serve } from './http.ts';
import type { Document } from './store.ts';

// A one-route API over a real server: connections that break can only be seen on real ones.
let core: Core;
let server: ServerType;
let url: string;
let changes: number;

beforeAll(async () => {
  core = openCore({ path: ':memory:', wall: Date.now, randomHex: () => '' });
  core.changed = () => {
    changes++;
  };
  const notes = core.store.collection<Document>('note');
  const app = new Hono<SandboxEnv>();
  app.use(
    '*',
    observed(core, ({ status, code, headers }) => ({ status, body: { code }, ...(headers ? { headers } : {}) })),
  );
  app.onError((error) => send({ status: 500, body: { error: error.message } }));
  app.post(
    '/notes',
    serve(core, ({ body }) => {
      const note = notes.put(1, { id: core.store.next('note') });
      if ((body as { fail?: boolean } | undefined)?.fail) throw new Error('failed after writing');
      return { status: 201, body: note };
    }),
  );
  server = await new Promise((resolve) => {
    const made = listen({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(made));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notes?x=1`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  core.store.close();
});

beforeEach(() => {
  core.store.db.exec('DELETE FROM document; DELETE FROM journal');
  core.faults.clear();
  changes = 0;
});

function post(body = '{}'): Promise<Response> {
  return fetch(url, { method: 'POST', body });
}

function fault(what: NewFault): void {
  core.faults.add({ request: { method: 'POST', path: '/notes' }, ...what });
}

function notes(): number {
  return core.store.collection('note').list(1).length;
}

describe('a request', () => {
  test('is served in one transaction and written into the journal', async () => {
    const response = await post('{"a":1}');
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(changes).toBe(1);
    expect(core.journal.entries()).toMatchObject([
      {
        method: 'POST',
        path: '/notes?x=1',
        request: '{"a":1}',
        status: 201,
        response: await response.text(),
        fault: null,
      },
    ]);
  });

  test('that throws leaves nothing behind but its journal entry', async () => {
    expect((await post('{"fail":true}')).status).toBe(500);
    expect(notes()).toBe(0);
    expect(core.journal.entries()).toMatchObject([{ status: 500 }]);
  });
});

describe('a fault', () => {
  test('answers in place of the handler', async () => {
    fault({ status: 503, code: 'maintenance', headers: { 'retry-after': '7' } });
    const response = await post();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.json()).toEqual({ code: 'maintenance' });
    expect(notes()).toBe(0);
    expect(core.journal.entries()).toMatchObject([{ status: 503, fault: expect.any(Number) }]);
    expect((await post()).status).toBe(201);
  });

  test.each([204, 205, 304])('answers %i without a body, as HTTP has it', async (status) => {
    fault({ status, code: 'lost' });
    const response = await post();
    expect([response.status, await response.text()]).toEqual([status, '']);
    expect(core.journal.entries()).toMatchObject([{ status, fault: expect.any(Number) }]);
  });

  test('delays the answer, which is then as usual', async () => {
    fault({ delayMs: 120 });
    expect((await post()).status).toBe(201);
    expect(core.journal.entries()[0]?.wallMs).toBeGreaterThanOrEqual(119);
  });

  test('answers late, though the effect is there already', async () => {
    fault({ answerDelayMs: 300 });
    let answered = false;
    const answer = post().finally(() => {
      answered = true;
    });
    while (notes() === 0) await new Promise(setImmediate);
    expect(answered).toBe(false);
    expect((await answer).status).toBe(201);
  });

  test('cuts the connection before the request has an effect', async () => {
    fault({ drop: 'before' });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(notes()).toBe(0);
    expect(core.journal.entries()).toMatchObject([{ status: null, response: null }]);
  });

  test('cuts the connection after the request had its effect', async () => {
    fault({ drop: 'after' });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(notes()).toBe(1);
    expect(core.journal.entries()).toMatchObject([{ status: null, response: null }]);
    expect((await post()).status).toBe(201);
  });
});

test('the journal is asked by what came after, by method, by path and by number', async () => {
  await post();
  await post();
  const [first, second] = core.journal.entries();
  expect(core.journal.entries({ after: first?.seq ?? 0 })).toEqual([second]);
  expect(core.journal.entries({ limit: 1 })).toEqual([first]);
  expect(core.journal.entries({ method: 'GET' })).toEqual([]);
  expect(core.journal.entries({ pathPrefix: '/notes' })).toHaveLength(2);
  expect(core.journal.entries({ pathPrefix: '/v1' })).toEqual([]);
});
