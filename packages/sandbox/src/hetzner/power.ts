import type { Call } from '../core/http.ts';
import { startAction } from './actions.ts';
import type { ActionDocument, ServerDocument, ServerStatus } from './documents.ts';
import type { Hetzner } from './hetzner.ts';

type Power = (hetzner: Hetzner, call: Call, server: ServerDocument) => ActionDocument;

/** The power actions by the last segment of their path. The vendor's command is another word for each. */
export const powerActions: Record<string, Power> = {
  poweron: power('start_server', { from: 'off', during: 'starting', to: 'running', boots: true }),
  poweroff: power('stop_server', { from: 'running', during: 'stopping', to: 'off' }),
  shutdown: power('shutdown_server', { from: 'running', during: 'stopping', to: 'off' }),
  reboot: power('reboot_server', { from: 'running', during: 'running', to: 'running', boots: true }),
  reset: power('reset_server', { from: 'running', during: 'running', to: 'running', boots: true }),
};

interface Transition {
  from: ServerStatus;
  during: ServerStatus;
  to: ServerStatus;
  boots?: boolean;
}

/** A server that is in no state for the transition, such as one that runs already, is left as it is: no error. */
function power(command: string, { from, during, to, boots = false }: Transition): Power {
  return (hetzner, call, server) => {
    const project = call.project.id;
    const action = {
      project,
      now: call.now,
      command,
      resources: [{ id: server.id, type: 'server' as const }],
    };
    if (server.status !== from) return startAction(hetzner, action);
    hetzner.servers.put(project, { ...server, status: during });
    return startAction(hetzner, {
      ...action,
      effect: { name: 'setServerStatus', args: { server: server.id, status: to, boot: boots } },
      failureEffect: { name: 'setServerStatus', args: { server: server.id, status: from } },
    });
  };
}
