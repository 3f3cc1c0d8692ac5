import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

/** A way to a Postgres that can break. */
export interface CuttableLine {
  /** leads to the database through the line */
  databaseUrl: string;
  /** From now on nobody answers at the address. */
  cut(): void;
  /** From now on nothing passes, and nobody is told. */
  stall(): void;
}

export async function openCuttableLine(databaseUrl: string): Promise<CuttableLine> {
  const to = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let stalled = false;
  const server = createServer((near) => {
    const far = dial(Number(to.port || 5432), to.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (chunk) => stalled || other.write(chunk));
      one.on('error', () => {});
      one.once('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    databaseUrl: url.href,
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
    stall: () => {
      stalled = true;
    },
  };
}
