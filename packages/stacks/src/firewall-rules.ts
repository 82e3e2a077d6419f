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

/** What is open on a server from the library. */
export interface OpenPort {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /**
   * `anywhere`; `network`: only from the private network that it is in; or the key of the one server of its set that may
   * come. Private networks have no firewall: the host's own rules see to both.
   */
  readonly from: string;
}

export const SSH_PORT = 22;

const isSsh = ({ protocol, port }: OpenPort): boolean => protocol === 'tcp' && port === SSH_PORT;

/** All that is open on a server from the library: SSH to everybody, unless the ports themselves say from where it is. */
export function withSsh(ports: readonly OpenPort[]): readonly OpenPort[] {
  return ports.some(isSsh) ? ports : [{ protocol: 'tcp', port: SSH_PORT, from: 'anywhere' }, ...ports];
}

/** A server from the library: what is open to everybody. */
export function libraryRules(ports: readonly OpenPort[]): InboundRule[] {
  const open = withSsh(ports).filter(({ from }) => from === 'anywhere');
  const services = open.filter((port) => !isSsh(port));
  return [
    ...(open.some(isSsh) ? [ruleFor('ssh', 'tcp', SSH_PORT)] : []),
    ...services.map(({ protocol, port }) => ruleFor(`${protocol} ${port}`, protocol, port)),
    PING,
  ];
}

const ruleFor = (description: string, protocol: OpenPort['protocol'], port: number): InboundRule => ({
  ...{ description, protocol, port: String(port) },
  sourceIps: ANYWHERE,
});

/** db and redis: nothing comes in from outside; app reaches them through the private network, which has no firewall. */
export function privateRules(): InboundRule[] {
  return [PING];
}
