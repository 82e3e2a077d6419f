import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * What a host name answers at an address, by the command line that `prefix` begins. The certificate is not looked at, as
 * Cloudflare does not in "Full" mode: the host vouches for itself.
 */
export async function ask(
  prefix: readonly [string, ...string[]],
  url: string,
  address: string,
): Promise<{ status: number; location: string; body: string }> {
  const { hostname } = new URL(url);
  const resolve = [80, 443].flatMap((port) => ['--resolve', `${hostname}:${port}:${address}`]);
  const format = ['--write-out', '\n%{http_code} %{redirect_url}'];
  const curl = ['curl', '--silent', '--show-error', '--insecure', '--max-time', '20', ...format, ...resolve, url];
  const [command, ...args] = [...prefix, ...curl] as [string, ...string[]];
  const { stdout } = await promisify(execFile)(command, args);
  const end = stdout.lastIndexOf('\n');
  const [status, location = ''] = stdout.slice(end + 1).split(' ');
  return { status: Number(status), location, body: stdout.slice(0, end) };
}
