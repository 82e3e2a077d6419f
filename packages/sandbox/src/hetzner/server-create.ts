import { isoSeconds } from '../core/clock.ts';
import type { Call, Handler } from '../core/http.ts';
import { showAction, startAction } from './actions.ts';
import { readBody } from './body.ts';
import type { ActionDocument, PrimaryIpDocument, ServerDocument } from './documents.ts';
import { applyFirewallsAtCreate } from './firewall-targets.ts';
import type { Hetzner } from './hetzner.ts';
import { createPrimaryIp } from './primary-ip-lifecycle.ts';
import { attachToNetwork } from './private-nets.ts';
import { checkServerRequest, type ServerOrder } from './server-checks.ts';
import { serverRequest } from './server-request.ts';
import { serverView } from './show-server.ts';
import { attachVolume } from './volume-actions.ts';

const ROOT_PASSWORD_BYTES = 10;

/**
 * `POST /servers`. The server and its addresses exist (and are billed) with the answer; the actions then install,
 * start and connect it.
 */
export function createServer(hetzner: Hetzner): Handler {
  return (call) => {
    const request = readBody(call, serverRequest);
    const order = checkServerRequest(hetzner, call, request);
    const server = putServer(hetzner, call, order, request.user_data ?? '');
    applyFirewallsAtCreate(hetzner, call.project.id, server.id, order.firewalls);
    const starts = request.start_after_create ?? true;
    const action = startAction(hetzner, {
      project: call.project.id,
      now: call.now,
      command: 'create_server',
      resources: [{ id: server.id, type: 'server' }],
      effect: { name: 'setServerStatus', args: { server: server.id, status: starts ? 'starting' : 'off' } },
      // A server whose creation failed stays, off and billed, until it is deleted: that is what the vendor's users
      // report (terraform-provider-hcloud issues 469 and 505), and the harder case for a client.
      failureEffect: { name: 'setServerStatus', args: { server: server.id, status: 'off' } },
    });
    const nextActions = startNextActions(hetzner, call, order, server.id, action, starts);
    const now = hetzner.servers.get(call.project.id, server.id) as ServerDocument;
    return {
      status: 201,
      body: {
        server: serverView(hetzner, call.project.id)(now),
        action: showAction(action),
        next_actions: nextActions.map(showAction),
        root_password: order.sshKeys.length > 0 ? null : hetzner.core.randomHex(ROOT_PASSWORD_BYTES),
      },
    };
  };
}

function putServer(hetzner: Hetzner, call: Call, order: ServerOrder, userData: string): ServerDocument {
  const id = hetzner.core.store.next('hetzner');
  const project = call.project.id;
  const price = order.type.prices.find(({ location }) => location === order.location.name);
  hetzner.core.ledger.open({
    project,
    kind: 'server',
    resource: String(id),
    name: order.name,
    labels: order.labels,
    hourlyEur: price?.price_hourly.net ?? '0',
    monthlyEur: price?.price_monthly.net ?? '0',
    fromMs: call.now,
  });
  return hetzner.servers.put(project, {
    id,
    name: order.name,
    labels: order.labels,
    created: isoSeconds(call.now),
    status: 'initializing',
    serverType: order.type.name,
    location: order.location.name,
    image: order.image.id,
    userData,
    sshKeys: order.sshKeys,
    primaryIps: {
      ipv4: takePrimaryIp(hetzner, call, order, 'ipv4', id),
      ipv6: takePrimaryIp(hetzner, call, order, 'ipv6', id),
    },
    privateNets: [],
    placementGroup: order.placementGroup,
    protection: { delete: false, rebuild: false },
    boots: 0,
  });
}

/** The address asked for, or one of the server's own that goes with it when it is deleted. */
function takePrimaryIp(
  hetzner: Hetzner,
  call: Call,
  order: ServerOrder,
  type: PrimaryIpDocument['type'],
  assignee: number,
): number | null {
  const wanted = order[type];
  if (wanted === null) return null;
  if (wanted !== 'new') return hetzner.primaryIps.put(call.project.id, { ...wanted, assignee }).id;
  const location = order.location.name;
  return createPrimaryIp(hetzner, call.project.id, call.now, { type, location, autoDelete: true, assignee }).id;
}

function startNextActions(
  hetzner: Hetzner,
  call: Call,
  order: ServerOrder,
  server: number,
  after: ActionDocument,
  starts: boolean,
): ActionDocument[] {
  const start = starts
    ? [
        startAction(hetzner, {
          project: call.project.id,
          now: call.now,
          after,
          command: 'start_server',
          resources: [{ id: server, type: 'server' }],
          effect: { name: 'setServerStatus', args: { server, status: 'running', boot: true } },
          failureEffect: { name: 'setServerStatus', args: { server, status: 'off' } },
        }),
      ]
    : [];
  const attached = order.networks.map((network) =>
    attachToNetwork(hetzner, call, server, { network: network.id }, after),
  );
  const mounted = order.volumes.map((volume) => attachVolume(hetzner, call, volume.id, server, after));
  return [...start, ...attached, ...mounted];
}
