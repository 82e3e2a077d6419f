import { z } from 'zod';
import type { Call, Reply } from '../core/http.ts';
import { showAction } from './actions.ts';
import { readBody } from './body.ts';
import type { ActionDocument } from './documents.ts';
import { startApply, startRemove, startSetRules } from './firewall-actions.ts';
import { readRules, rulesBody } from './firewall-rules.ts';
import { readTargets, targetsBody } from './firewall-targets.ts';
import { firewallToChange } from './firewalls.ts';
import type { Hetzner } from './hetzner.ts';

export function setRules(hetzner: Hetzner, call: Call): Reply {
  const firewall = firewallToChange(hetzner, call);
  const { rules } = readBody(call, z.object({ rules: rulesBody }));
  return answer([startSetRules(hetzner, call, firewall, readRules(rules))]);
}

export function applyToResources(hetzner: Hetzner, call: Call): Reply {
  const firewall = firewallToChange(hetzner, call);
  const { apply_to } = readBody(call, z.object({ apply_to: targetsBody }));
  return answer(startApply(hetzner, call, firewall, readTargets(apply_to)));
}

export function removeFromResources(hetzner: Hetzner, call: Call): Reply {
  const firewall = firewallToChange(hetzner, call);
  const { remove_from } = readBody(call, z.object({ remove_from: targetsBody }));
  return answer(startRemove(hetzner, call, firewall, readTargets(remove_from)));
}

function answer(actions: ActionDocument[]): Reply {
  return { status: 201, body: { actions: actions.map(showAction) } };
}
