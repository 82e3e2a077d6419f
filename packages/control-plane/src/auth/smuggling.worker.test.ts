import { beforeAll, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { ControlPlane, TEST_VARS } from '../testing/control-plane.ts';

let cp: ControlPlane;
let url: URL;
beforeAll(async () => {
  cp = await ControlPlane.start();
  ({ url } = await cp.harness.listen());
});
const K = TEST_VARS.INTERNAL_API_KEY;

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), '127.0.0.1', () => socket.write(text));
    let all = '';
    socket.on('data', (d) => { all += d; });
    socket.on('end', () => resolve(all));
    socket.on('error', reject);
    setTimeout(() => { socket.destroy(); resolve(all); }, 1500);
  });
}
const ask = async (method: string, path: string, headers: string[]) => {
  const a = await raw(`${method} ${path} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n${headers.map((h) => `${h}\r\n`).join('')}\r\n`);
  return `${a.split('\r\n')[0]} | ${a.slice(-220).replace(/\s+/g, ' ')}`;
};

test('look', async () => {
  const say = (s: string) => process.stderr.write(`${s}\n`);
  say('two auth ' + (await ask('GET', '/internal/nodes', [`Authorization: Bearer ${K}`, 'Authorization: Bearer x'])));
  say('two auth rev ' + (await ask('GET', '/internal/nodes', ['Authorization: Bearer x', `Authorization: Bearer ${K}`])));
  say('two same ' + (await ask('GET', '/internal/nodes', [`Authorization: Bearer ${K}`, `Authorization: Bearer ${K}`])));
  say('lower ' + (await ask('GET', '/internal/nodes', [`authorization: bearer ${K}`])));
  for (const p of ['/internal//nodes', '//internal/nodes', '/internal/./nodes', '/internal/x/../nodes', '/internal/tenants/%2e%2e/nodes', '/internal/tenants/../nodes', '/internal/%6eodes', '/healthz/../internal/nodes', '/healthz/%2e%2e/internal/nodes', '/healthz%2f..%2finternal%2fnodes', '/healthz;/internal/nodes', '/healthz?/../internal/nodes', '/healthz%3f', '/healthz/', '/internal/nodes/%00', '/internal/nodes/%ff', '/internal/nodes/%', '/internal/nodes/a%2fhost-key', '/internal\\nodes', '/docs/../internal/nodes', 'http://x@evil/internal/nodes', '/internal/provision-jobs/a%2fclaim', '/internal/provision-jobs/x/claim/../retry','/internal/provision-jobs/%2e%2e/claim', '/internal/nodes%0a', '/internal/nodes/%0a', '/internal/nodes/a%0ab'])
    say(`${p} nobody: ${await ask('GET', p, [])}`);
  for (const m of ['HEAD', 'OPTIONS', 'TRACE', 'PATCH', 'get', 'FOO', 'CONNECT']) for (const p of ['/internal/nodes', '/healthz']) say(`${m} ${p}: ${await ask(m, p, [])}`);
  say(`HEAD op: ${await ask('HEAD', '/internal/nodes', [`authorization: Bearer ${K}`])}`);
  say(`OPTIONS op: ${await ask('OPTIONS', '/internal/nodes', [`authorization: Bearer ${K}`])}`);
  for (const p of ['/internal/nodes/%00', '/internal/nodes/%ff', '/internal/nodes/%', '/internal/tenants/a%2fb', '/internal/provision-jobs/%2e%2e', '/internal/nodes/a%0ab', '/internal/trace/%ff', '/internal/nodes?limit=%ff&cursor=%', '/internal/tenants/%2e%2e/nodes', '/internal//nodes', '/internal/%6eodes', '/internal/tenants//launch-link'])
    say(`${p} operator: ${await ask('GET', p, [`authorization: Bearer ${K}`])}`);
  say('method override ' + (await ask('GET', '/internal/nodes', ['x-http-method-override: POST', 'x-forwarded-host: evil', 'x-original-url: /healthz'])));
  say('cl.te ' + (await ask('POST', '/internal/clock', [`authorization: Bearer x`, 'content-length: 5', 'transfer-encoding: chunked'])));
}, 120000);
