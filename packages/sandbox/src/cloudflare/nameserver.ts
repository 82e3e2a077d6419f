import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { Packet, TCPServer, UDPServer } from 'dns2';
import { type Answer, answer, type ZoneData } from './answer.ts';
import type { Cloudflare } from './cloudflare.ts';
import { isWithin } from './names.ts';
import { nsResource, recordResource, soaResource } from './resource-records.ts';

export interface Nameserver {
  address: string;
  port: number;
  close(): Promise<void>;
}

/**
 * Answers for every recorded zone of every project over UDP and TCP at one loopback address and port
 * (0 takes a free one). Rejects when the port is taken.
 */
export async function startNameserver(
  cloudflare: Cloudflare,
  listen: { address: string; port: number },
): Promise<Nameserver> {
  const udp = new UDPServer();
  const tcp = new TCPServer();
  const connections = new Set<Socket>();
  tcp.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  for (const server of [udp, tcp]) {
    server.on('request', (request, send) => {
      // A client that has gone away is no concern of ours.
      send(respond(cloudflare, request))?.catch(() => {});
    });
  }
  udp.bind(listen.port, listen.address);
  await once(udp, 'listening');
  const { port } = udp.address() as AddressInfo;
  tcp.listen(port, listen.address);
  try {
    await once(tcp, 'listening');
  } catch (error) {
    udp.close();
    // A port that is free for datagrams may be taken for connections: any other will do.
    if (listen.port === 0 && (error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      return startNameserver(cloudflare, listen);
    }
    throw error;
  }
  return {
    address: listen.address,
    port,
    close: async () => {
      for (const connection of connections) connection.destroy();
      await Promise.all([once(udp.close(), 'close'), once(tcp.close(), 'close')]);
    },
  };
}

function respond(cloudflare: Cloudflare, request: Packet): Packet {
  const response = Packet.createResponseFromRequest(request);
  if (request.additionals.some((record) => record.type === Packet.TYPE.EDNS)) {
    response.additionals.push(Packet.Resource.EDNS([]));
  }
  const question = request.questions[0];
  const type = Object.entries(Packet.TYPE).find(([, code]) => code === question?.type)?.[0];
  if (request.header.opcode !== 0 || type === 'ANY' || type === 'AXFR') {
    response.header.rcode = Packet.RCODE.NOTIMP;
  } else if (!question) {
    response.header.rcode = Packet.RCODE.FORMERR;
  } else if (question.class !== Packet.CLASS.IN) {
    response.header.rcode = Packet.RCODE.REFUSED;
  } else {
    const said = answer(zoneData(cloudflare), question.name.toLowerCase().replace(/\.$/, ''), type ?? '');
    fill(response, said, Math.floor(cloudflare.core.clock.now() / 1000));
  }
  return response;
}

function fill(response: Packet, said: Answer, serial: number): void {
  const { zone } = said;
  response.header.rcode = Packet.RCODE[said.rcode];
  response.header.aa = said.rcode === 'REFUSED' ? 0 : 1;
  response.answers.push(...said.records.map(({ owner, record }) => recordResource(owner, record)));
  if (!zone) return;
  const isNegative = !said.records.some(({ record }) => record.type !== 'CNAME');
  if (said.apex === 'NS') response.answers.push(...zone.nameServers.map((ns) => nsResource(zone, ns)));
  else if (said.apex === 'SOA') response.answers.push(soaResource(zone, serial));
  else if (isNegative) response.authorities.push(soaResource(zone, serial));
}

function zoneData(cloudflare: Cloudflare): ZoneData {
  const projects = cloudflare.core.projects.all();
  const owners = new Map<string, number>();
  return {
    zoneOf(name) {
      const labels = name.split('.');
      for (let from = 0; from < labels.length; from++) {
        const candidate = labels.slice(from).join('.');
        for (const project of projects) {
          const zone = cloudflare.zones.byName(project.id, candidate);
          if (!zone) continue;
          owners.set(zone.id, project.id);
          return zone;
        }
      }
      return undefined;
    },
    recordsAt: (zone, name) =>
      cloudflare.records.listByName(owners.get(zone.id) ?? 0, name).filter((record) => record.zone === zone.id),
    hasBelow: (zone, name) =>
      cloudflare.records
        .list(owners.get(zone.id) ?? 0)
        .some((record) => record.zone === zone.id && record.name !== name && isWithin(record.name, name)),
  };
}
