import { Hono } from 'hono';
import type { Call, Reply, SandboxEnv } from '../core/http.ts';
import { applyToResources, removeFromResources, setRules } from './firewall-calls.ts';
import { createFirewall, deleteFirewall, getFirewall, listFirewalls, updateFirewall } from './firewalls.ts';
import type { Hetzner } from './hetzner.ts';
import {
  addRoute,
  addSubnet,
  changeIpRange,
  changeNetworkProtection,
  deleteRoute,
  deleteSubnet,
} from './network-actions.ts';
import { createNetwork, deleteNetwork, getNetwork, listNetworks, updateNetwork } from './networks.ts';
import { serving } from './route.ts';
import { createSshKey, deleteSshKey, getSshKey, listSshKeys, updateSshKey } from './ssh-keys.ts';

/** SSH keys, networks and firewalls, by paths relative to `/v1`. */
export function networkRoutes(hetzner: Hetzner): Hono<SandboxEnv> {
  const serve = serving(hetzner);
  const on = (handle: (hetzner: Hetzner, call: Call) => Reply) => serve((call) => handle(hetzner, call));
  return new Hono<SandboxEnv>()
    .get('/ssh_keys', on(listSshKeys))
    .post('/ssh_keys', on(createSshKey))
    .get('/ssh_keys/:id', on(getSshKey))
    .put('/ssh_keys/:id', on(updateSshKey))
    .delete('/ssh_keys/:id', on(deleteSshKey))
    .get('/networks', on(listNetworks))
    .post('/networks', on(createNetwork))
    .get('/networks/:id', on(getNetwork))
    .put('/networks/:id', on(updateNetwork))
    .delete('/networks/:id', on(deleteNetwork))
    .post('/networks/:id/actions/add_subnet', on(addSubnet))
    .post('/networks/:id/actions/delete_subnet', on(deleteSubnet))
    .post('/networks/:id/actions/add_route', on(addRoute))
    .post('/networks/:id/actions/delete_route', on(deleteRoute))
    .post('/networks/:id/actions/change_ip_range', on(changeIpRange))
    .post('/networks/:id/actions/change_protection', on(changeNetworkProtection))
    .get('/firewalls', on(listFirewalls))
    .post('/firewalls', on(createFirewall))
    .get('/firewalls/:id', on(getFirewall))
    .put('/firewalls/:id', on(updateFirewall))
    .delete('/firewalls/:id', on(deleteFirewall))
    .post('/firewalls/:id/actions/set_rules', on(setRules))
    .post('/firewalls/:id/actions/apply_to_resources', on(applyToResources))
    .post('/firewalls/:id/actions/remove_from_resources', on(removeFromResources));
}
