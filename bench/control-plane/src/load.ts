import autocannon from 'autocannon';

export interface Load {
  readonly url: string;
  readonly token?: string;
  /** The path and body of the n-th request. */
  request(n: number): { path: string; body: unknown };
  readonly connections: number;
  readonly requests: number;
}

export interface Measured {
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

/** Sends so many POST requests over so many connections. Throws where one is not answered with success. */
export async function measure({ url, token, request, connections, requests }: Load): Promise<Measured> {
  let n = 0;
  const times: number[] = [];
  const failures: string[] = [];
  const done = Promise.withResolvers<autocannon.Result>();
  const options: autocannon.Options = {
    url,
    connections,
    amount: requests,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        setupRequest(prepared) {
          const { path, body } = request(n++);
          return { ...prepared, path, body: JSON.stringify(body) };
        },
        onResponse(status, body) {
          if (status >= 300) failures.push(`${status} ${body}`);
        },
      },
    ],
  };
  const instance = autocannon(options, (error, result) => (error ? done.reject(error) : done.resolve(result)));
  // autocannon's own histogram knows whole milliseconds only.
  instance.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  const { duration, errors } = await done.promise;
  if (errors > 0 || failures.length > 0)
    throw new Error(`${errors} errors; ${failures.length} refused: ${failures[0]}`);
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] as number;
  return { p50: at(0.5), p99: at(0.99), perSecond: times.length / duration };
}
