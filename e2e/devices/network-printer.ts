import { type AddressInfo, createServer, type Socket } from 'node:net';
import { VirtualPrinter } from '../../sandbox/printer/virtual-printer.ts';
import type { Fault, PaperTray } from './paper-tray.ts';

/** The virtual printer behind a raw TCP port, with what goes wrong with such printers. */
export async function networkPrinter({ dots = 384 } = {}): Promise<PaperTray & { port: number }> {
  const paper = new VirtualPrinter({ dots });
  paper.ignoresNul = true;
  const sockets = new Set<Socket>();
  let fault: Fault = { kind: 'none' };
  let taken = 0;
  const server = createServer((socket) => {
    if (fault.kind === 'off') return void socket.resetAndDestroy();
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    paper.onReply = (reply) => {
      if (socket.writable) socket.write(reply);
    };
    socket.on('data', (bytes) => {
      const { kind } = fault;
      if (kind === 'off') return void socket.resetAndDestroy();
      const room = 'after' in fault ? Math.max(0, fault.after - taken) : bytes.length;
      const part = bytes.subarray(0, room);
      taken += part.length;
      paper.write(part);
      if (part.length === bytes.length) return;
      if (kind === 'stall') socket.pause();
      else socket.resetAndDestroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    paper,
    port: (server.address() as AddressInfo).port,
    set: async (next) => {
      fault = next;
      taken = 0;
      if (next.kind === 'off') for (const socket of sockets) socket.resetAndDestroy();
    },
    bytesTaken: () => taken,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
