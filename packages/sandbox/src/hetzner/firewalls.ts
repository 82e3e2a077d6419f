import { z } from 'zod';
import { isoSeconds } from '../core/clock.ts';
import type { Call, Reply } from '../core/http.ts';
import { isLocked, showAction } from './actions.ts';
import { readBody } from './body.ts';
import type { FirewallDocument } from './documents.ts';
import { HetznerError } from './errors.ts';
import { startApply, startSetRules } from './firewall-actions.ts';
import { readRules, rulesBody } from './firewall-rules.ts';
import { type FirewallTarget, readTargets, serversOfTarget, targetsBody } from './firewall-targets.ts';
import type { Hetzner } from './hetzner.ts';
import { validateLabels } from './labels.ts';
import { listing } from './listing.ts';
import { freeName, type Kind, withUpdate } from './naming.ts';
import { documentOf } from './route.ts';

function kindOf(hetzner: Hetzner): Kind<FirewallDocument> {
  return { collection: hetzner.firewalls, kind: 'firewall' };
}

function show(hetzner: Hetzner, project: number, firewall: FirewallDocument): Record<string, unknown> {
  return {
    id: firewall.id,
    name: firewall.name,
    labels: firewall.labels,
    created: firewall.created,
    rules: firewall.rules,
    applied_to: firewall.appliedTo.map((target) => showTarget(hetzner, project, target)),
  };
}

function showTarget(hetzner: Hetzner, project: number, target: FirewallTarget): Record<string, unknown> {
  if (target.type === 'server') return showServer(target.server);
  return {
    type: 'label_selector',
    label_selector: { selector: target.selector },
    applied_to_resources: serversOfTarget(hetzner, project, target).map(showServer),
  };
}

function showServer(id: number): Record<string, unknown> {
  return { type: 'server', server: { id } };
}

/** The firewall of the request's path; `conflict` while a change to it is under way, as the vendor documents. */
export function firewallToChange(hetzner: Hetzner, call: Call): FirewallDocument {
  const firewall = documentOf(hetzner.firewalls, call, 'firewall');
  if (isLocked(hetzner, call.project.id, 'firewall', firewall.id)) {
    throw new HetznerError('conflict', 'the firewall is being changed, please retry');
  }
  return firewall;
}

export function listFirewalls(hetzner: Hetzner, call: Call): Reply {
  return listing(call, 'firewalls', hetzner.firewalls.list(call.project.id), {
    sortable: ['id', 'name', 'created'],
    show: (firewall) => show(hetzner, call.project.id, firewall),
  });
}

export function getFirewall(hetzner: Hetzner, call: Call): Reply {
  return {
    status: 200,
    body: { firewall: show(hetzner, call.project.id, documentOf(hetzner.firewalls, call, 'firewall')) },
  };
}

const createBody = z.object({
  name: z.string(),
  labels: z.unknown().optional(),
  rules: rulesBody.nullish(),
  apply_to: targetsBody.nullish(),
});

export function createFirewall(hetzner: Hetzner, call: Call): Reply {
  const body = readBody(call, createBody);
  const rules = readRules(body.rules ?? []);
  const firewall = hetzner.firewalls.put(call.project.id, {
    name: freeName(kindOf(hetzner), call, body.name),
    labels: validateLabels(body.labels),
    id: hetzner.core.store.next('hetzner'),
    created: isoSeconds(call.now),
    rules,
    appliedTo: [],
  });
  const actions = [
    ...(rules.length > 0 ? [startSetRules(hetzner, call, firewall, rules)] : []),
    ...startApply(hetzner, call, firewall, readTargets(body.apply_to ?? [])),
  ];
  const current = hetzner.firewalls.get(call.project.id, firewall.id) ?? firewall;
  return {
    status: 201,
    body: { firewall: show(hetzner, call.project.id, current), actions: actions.map(showAction) },
  };
}

export function updateFirewall(hetzner: Hetzner, call: Call): Reply {
  const changed = withUpdate(kindOf(hetzner), call, firewallToChange(hetzner, call));
  hetzner.firewalls.put(call.project.id, changed);
  return { status: 200, body: { firewall: show(hetzner, call.project.id, changed) } };
}

export function deleteFirewall(hetzner: Hetzner, call: Call): Reply {
  const firewall = firewallToChange(hetzner, call);
  if (firewall.appliedTo.length > 0) {
    throw new HetznerError('resource_in_use', `firewall with ID '${firewall.id}' is still in use`);
  }
  hetzner.firewalls.delete(call.project.id, firewall.id);
  return { status: 204 };
}
