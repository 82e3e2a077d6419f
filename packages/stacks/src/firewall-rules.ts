/** One inbound rule as Hetzner's firewall takes it. What no rule admits is dropped; outbound is open without any. */
export interface InboundRule {
  readonly description: string;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly port?: string;
  readonly sourceIps: readonly string[];
}

export const ANYWHERE: readonly string[] = ['0.0.0.0/0', '::/0'];

/** Path MTU discovery needs ICMP, on IPv6 even more than on IPv4. */
const PING: InboundRule = { description: 'icmp', protocol: 'icmp', sourceIps: ANYWHERE };

/** A node that people reach: shared nodes and the app server of a dedicated tenant. */
export function publicRules(sshSources: readonly string[]): InboundRule[] {
  return [
    { description: 'ssh', protocol: 'tcp', port: '22', sourceIps: sshSources },
    { description: 'http', protocol: 'tcp', port: '80', sourceIps: ANYWHERE },
    { description: 'https', protocol: 'tcp', port: '443', sourceIps: ANYWHERE },
    { description: 'http/3', protocol: 'udp', port: '443', sourceIps: ANYWHERE },
    PING,
  ];
}

/** db and redis: nothing comes in from outside; app reaches them through the private network, which has no firewall. */
export function privateRules(): InboundRule[] {
  return [PING];
}
