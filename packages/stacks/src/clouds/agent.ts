import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, getCACertificates } from 'node:tls';

type ProxyEnv = Readonly<Record<string, string | undefined>>;

/**
 * A connection that has been idle for so long is not used again: servers close such (Node's after 5 s), and a request
 * that meets the closing is lost without anyone knowing what became of it.
 */
const IDLE_MS = 4_000;

/**
 * The connections to an API: kept alive, and made the way the engine's plugins make theirs, so that where they get
 * through we do too. Those are Go programs: they honour HTTP_PROXY, HTTPS_PROXY and NO_PROXY except on loopback, and
 * trust the system's certificates. Node does the former with `proxyEnv` (not for `fetch`, which reads the environment
 * only when the process was started with NODE_USE_ENV_PROXY), and on top of its own list the latter if told so.
 */
export function agentFor(url: URL, env: ProxyEnv = process.env): HttpAgent {
  const proxy = isLoopback(url.hostname) ? {} : { proxyEnv: { ...env } };
  const options = { keepAlive: true, timeout: IDLE_MS, ...proxy };
  return url.protocol === 'https:' ? new HttpsAgent({ ...options, secureContext: trust() }) : new HttpAgent(options);
}

/** Whether a host is this machine: as Go has it, a proxy is of no use to reach that. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

let trusted: ReturnType<typeof createSecureContext> | undefined;

/** Made once: reading the system's list takes 50 ms, and a context of its own for each connection 13 ms. */
function trust(): ReturnType<typeof createSecureContext> {
  trusted ??= createSecureContext({
    ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system')])],
  });
  return trusted;
}
