import type { FirewallRule } from './documents.ts';
import { type FirewallTarget, sameTarget } from './firewall-targets.ts';
import type { Hetzner } from './hetzner.ts';

export interface TargetChange {
  firewall: number;
  target: FirewallTarget;
}

export interface RulesChange {
  firewall: number;
  rules: FirewallRule[];
}

export const firewallEffects = {
  setFirewallRules(hetzner: Hetzner, project: number, args: unknown): void {
    const { firewall: id, rules } = args as RulesChange;
    const firewall = hetzner.firewalls.get(project, id);
    if (firewall) hetzner.firewalls.put(project, { ...firewall, rules });
  },

  /** A server that was deleted meanwhile is not applied any more: nothing would ever take it out again. */
  applyFirewall(hetzner: Hetzner, project: number, args: unknown): void {
    const { firewall: id, target } = args as TargetChange;
    const firewall = hetzner.firewalls.get(project, id);
    if (!firewall || firewall.appliedTo.some((other) => sameTarget(other, target))) return;
    if (target.type === 'server' && !hetzner.servers.get(project, target.server)) return;
    hetzner.firewalls.put(project, { ...firewall, appliedTo: [...firewall.appliedTo, target] });
  },

  removeFirewall(hetzner: Hetzner, project: number, args: unknown): void {
    const { firewall: id, target } = args as TargetChange;
    const firewall = hetzner.firewalls.get(project, id);
    if (!firewall) return;
    const appliedTo = firewall.appliedTo.filter((other) => !sameTarget(other, target));
    hetzner.firewalls.put(project, { ...firewall, appliedTo });
  },
};
