import type { Call } from '../core/http.ts';
import { startAction } from './actions.ts';
import type { ActionDocument, FirewallDocument, FirewallRule, ServerDocument } from './documents.ts';
import { HetznerError } from './errors.ts';
import type { RulesChange, TargetChange } from './firewall-effects.ts';
import { type FirewallTarget, refuseTooManyFirewalls, sameTarget, serversOfTarget } from './firewall-targets.ts';
import type { Hetzner } from './hetzner.ts';

/** Starts the action that gives a firewall its rules. */
export function startSetRules(
  hetzner: Hetzner,
  call: Call,
  firewall: FirewallDocument,
  rules: FirewallRule[],
): ActionDocument {
  const args: RulesChange = { firewall: firewall.id, rules };
  return startAction(hetzner, {
    project: call.project.id,
    now: call.now,
    command: 'set_firewall_rules',
    resources: [{ id: firewall.id, type: 'firewall' }],
    effect: { name: 'setFirewallRules', args },
  });
}

/** Starts one action a target that applies the firewall to it; refuses all of them if one can't be. */
export function startApply(
  hetzner: Hetzner,
  call: Call,
  firewall: FirewallDocument,
  targets: FirewallTarget[],
): ActionDocument[] {
  for (const [index, target] of targets.entries()) {
    if (targets.findIndex((other) => sameTarget(other, target)) !== index) {
      throw new HetznerError('server_already_added', 'a resource was given more than once');
    }
    if (firewall.appliedTo.some((other) => sameTarget(other, target))) {
      throw new HetznerError('firewall_already_applied', 'firewall is already applied to the resource');
    }
    if (target.type === 'server') refuseUnsuitable(hetzner, call, firewall, serverOf(hetzner, call, target.server));
  }
  return targets.map((target) => startOnTarget(hetzner, call, firewall, target, 'apply_firewall'));
}

function refuseUnsuitable(hetzner: Hetzner, call: Call, firewall: FirewallDocument, server: ServerDocument): void {
  if (server.primaryIps.ipv4 === null && server.primaryIps.ipv6 === null) {
    throw new HetznerError('private_net_only_server', `server with ID '${server.id}' has no public interface`);
  }
  const bySelector = firewall.appliedTo.some((target) =>
    serversOfTarget(hetzner, call.project.id, target).includes(server.id),
  );
  refuseTooManyFirewalls(hetzner, call.project.id, server, bySelector ? 0 : 1);
}

/** Starts one action a target that takes the firewall off it; where it is not applied there is nothing to take off. */
export function startRemove(
  hetzner: Hetzner,
  call: Call,
  firewall: FirewallDocument,
  targets: FirewallTarget[],
): ActionDocument[] {
  for (const target of targets) {
    const isApplied = firewall.appliedTo.some((other) => sameTarget(other, target));
    if (target.type === 'server' && !isApplied) {
      refuseIndirect(hetzner, call, firewall, serverOf(hetzner, call, target.server));
    }
  }
  return targets.map((target) => startOnTarget(hetzner, call, firewall, target, 'remove_firewall'));
}

function refuseIndirect(hetzner: Hetzner, call: Call, firewall: FirewallDocument, server: ServerDocument): void {
  for (const target of firewall.appliedTo) {
    if (serversOfTarget(hetzner, call.project.id, target).includes(server.id)) {
      throw new HetznerError('firewall_managed_by_label_selector', 'firewall is applied by a label selector');
    }
  }
}

function serverOf(hetzner: Hetzner, call: Call, id: number): ServerDocument {
  const server = hetzner.servers.get(call.project.id, id);
  if (!server) throw new HetznerError('firewall_resource_not_found', `server with ID '${id}' not found`);
  return server;
}

function startOnTarget(
  hetzner: Hetzner,
  call: Call,
  firewall: FirewallDocument,
  target: FirewallTarget,
  command: 'apply_firewall' | 'remove_firewall',
): ActionDocument {
  const args: TargetChange = { firewall: firewall.id, target };
  return startAction(hetzner, {
    project: call.project.id,
    now: call.now,
    command,
    resources: [
      { id: firewall.id, type: 'firewall' },
      ...(target.type === 'server' ? [{ id: target.server, type: 'server' as const }] : []),
    ],
    effect: { name: command === 'apply_firewall' ? 'applyFirewall' : 'removeFirewall', args },
  });
}
