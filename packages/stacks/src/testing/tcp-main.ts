import { connect, createServer } from 'node:net';

/** One end of a TCP connection, run inside a network namespace. */
const [command, ...args] = process.argv.slice(2);

/** Longer than three retransmissions: a refusal that the kernel's own limit on ICMP swallowed comes with one of them. */
const SILENT_MS = 10_000;

if (command === 'listen') {
  for (const port of args) {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(Number(port), '::', resolve));
  }
  console.log('listening');
  process.stdin.resume().once('end', () => process.exit(0));
} else {
  const [host = '', port, uid, from] = args;
  process.setuid?.(Number(uid));
  const socket = connect({ host, port: Number(port), timeout: SILENT_MS, ...(from && { localAddress: from }) });
  const end = (outcome: string) => {
    console.log(outcome);
    socket.destroy();
  };
  socket.once('connect', () => end('accepted'));
  socket.once('timeout', () => end('silence'));
  socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
}
