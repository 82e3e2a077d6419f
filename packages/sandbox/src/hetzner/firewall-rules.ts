import { z } from 'zod';
import type { FirewallRule } from './documents.ts';
import { invalidInput } from './errors.ts';
import { parseRange } from './ip-ranges.ts';

// Source: Hetzner Cloud API docs, "Firewalls".
const RULES_MAX = 50;
const RANGES_A_RULE = 100;
const PORT_MAX = 65_535;

const ruleBody = z.object({
  direction: z.enum(['in', 'out']),
  protocol: z.enum(['tcp', 'udp', 'icmp', 'esp', 'gre']),
  port: z.string().nullish(),
  source_ips: z.array(z.string()).max(RANGES_A_RULE).nullish(),
  destination_ips: z.array(z.string()).max(RANGES_A_RULE).nullish(),
  description: z.string().max(255).nullish(),
});

export const rulesBody = z.array(ruleBody).max(RULES_MAX);

/** The rules as they are kept: ranges in the vendor's spelling, absent fields as null and empty lists. */
export function readRules(rules: z.infer<typeof rulesBody>): FirewallRule[] {
  return rules.map((rule, index) => {
    const at = `rules.${index}`;
    const source_ips = (rule.source_ips ?? []).map((range) => parseRange(range, `${at}.source_ips`));
    const destination_ips = (rule.destination_ips ?? []).map((range) => parseRange(range, `${at}.destination_ips`));
    if (rule.direction === 'in' && source_ips.length === 0) {
      throw invalidInput(`${at}.source_ips`, 'is required where the direction is in');
    }
    if (rule.direction === 'out' && destination_ips.length === 0) {
      throw invalidInput(`${at}.destination_ips`, 'is required where the direction is out');
    }
    return {
      direction: rule.direction,
      protocol: rule.protocol,
      port: readPort(rule.protocol, rule.port ?? null, `${at}.port`),
      source_ips,
      destination_ips,
      description: rule.description ?? null,
    };
  });
}

/** `80`, `80-85` or `any`; TCP and UDP need one, the other protocols have none. */
function readPort(protocol: FirewallRule['protocol'], port: string | null, field: string): string | null {
  if (protocol !== 'tcp' && protocol !== 'udp') {
    if (port !== null) throw invalidInput(field, `must not be set where the protocol is ${protocol}`);
    return null;
  }
  if (port === null) throw invalidInput(field, `is required where the protocol is ${protocol}`);
  if (port === 'any') return port;
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(port) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (!(first >= 1 && first <= last && last <= PORT_MAX)) {
    throw invalidInput(field, `'${port}' is not a port from 1 to ${PORT_MAX} or a range of them`);
  }
  return port;
}
