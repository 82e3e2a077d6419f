import { CALLS, type CallName } from './calls.ts';
import { type Measured, measure } from './load.ts';
import { type Size, seed } from './seed.ts';
import { OPERATOR_KEY, startBare, startControlPlane, type Variant } from './servers.ts';

export interface LoadSize {
  readonly rounds: number;
  readonly requests: number;
  readonly connections: number;
}

/** A call beside the bare handler that reads the same body and answers with as many bytes, one pair a round. */
export type Pairs = Record<CallName, { ours: Measured; bare: Measured }[]>;

export async function measureCalls(
  variant: Variant,
  size: Size,
  load: LoadSize,
  now: number,
  say: (text: string) => void,
): Promise<Pairs> {
  const [ours, bare] = await Promise.all([startControlPlane(variant), startBare()]);
  try {
    say(`filling D1 with ${size.nodes} nodes and ${size.tenants} tenants …`);
    await seed(ours.env, size, now);
    await pauseDispatch(ours.url);
    const pairs: Pairs = { compute: [], enqueue: [] };
    let sent = 0;
    for (let round = 0; round <= load.rounds; round++) {
      for (const name of Object.keys(CALLS) as CallName[]) {
        const request = (_n: number) => CALLS[name](sent++);
        await teach(bare.url, await once(ours.url, request(0)));
        const both = await inTurn(round % 2 === 0, {
          ours: () => measure({ ...load, url: ours.url.origin, token: OPERATOR_KEY, request }),
          bare: () => measure({ ...load, url: bare.url.origin, request: (n) => ({ ...request(n), path: '/bare' }) }),
        });
        // The first round warms both up.
        if (round > 0) pairs[name].push(both);
        say(`round ${round}: ${name} ${both.ours.p50.toFixed(2)} ms, bare ${both.bare.p50.toFixed(2)} ms`);
      }
    }
    return pairs;
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}

async function inTurn<T>(oursFirst: boolean, sides: { ours: () => Promise<T>; bare: () => Promise<T> }) {
  if (oursFirst) {
    const ours = await sides.ours();
    return { ours, bare: await sides.bare() };
  }
  const bare = await sides.bare();
  return { ours: await sides.ours(), bare };
}

/** So that nothing but the calls is at work. */
async function pauseDispatch(url: URL): Promise<void> {
  await send('PUT', new URL('/internal/dispatch', url), { paused: true, reason: 'the benchmark' });
}

const once = (url: URL, { path, body }: { path: string; body: unknown }) => send('POST', new URL(path, url), body);
/** Gives the bare handler the answer that it is to repeat. */
const teach = (url: URL, answer: unknown) => send('POST', new URL('/answer', url), answer);

async function send(method: string, url: URL, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${OPERATOR_KEY}` };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url.pathname} answered ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}
