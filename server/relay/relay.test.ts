import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { VirtualPrinter } from '../../sandbox/printer/virtual-printer.ts';
import type { RelayAnswer } from '../../shared/printing/print-trouble.ts';
import { drawerPulseBytes } from '../../shared/receipt/to-escpos.ts';
import { readPrintNetworks } from './print-networks.ts';
import { openRelay } from './relay.ts';

type Mode = 'ok' | 'stall' | 'reset' | 'silent';
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** The virtual printer behind a raw port, as a network printer has it. */
async function networkPrinter(mode: Mode = 'ok') {
  const paper = new VirtualPrinter();
  const sockets = new Set<Socket>();
  let taken = 0;
  let most = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    if (mode === 'stall') return void socket.pause();
    paper.onReply = (reply) => (mode === 'silent' ? undefined : socket.write(reply));
    socket.on('data', (bytes) => {
      taken += bytes.length;
      if (mode === 'reset' && taken > 1_500) return void socket.resetAndDestroy();
      paper.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { paper, port: (server.address() as AddressInfo).port, mostAtOnce: () => most };
}

const newId = () => crypto.randomUUID();
const relayTo = (patienceMs = 8_000) => openRelay({ networks: '127.0.0.1/32:1-65535', newId, patienceMs });
const receipt = (text = 'STRUK') => new TextEncoder().encode(`\x1b@${`${text}\n`.repeat(400)}`);
const job = (port: number, key: string, change: object = {}) => ({
  host: '127.0.0.1',
  port,
  key,
  bytes: receipt(),
  answers: true,
  kind: 'document' as const,
  ...change,
});
const facts = (answer: RelayAnswer) => ({ ...answer });

describe('the relay to network printers', () => {
  test('T4 goes to private networks on printer ports only; to this machine only where its name says so', () => {
    const usual = readPrintNetworks();
    for (const host of ['10.1.2.3', '172.16.0.9', '192.168.1.50'])
      expect(usual({ host, port: 9_100 }), host).toBe(true);
    for (const host of [
      '127.0.0.1',
      '169.254.169.254',
      '0.0.0.0',
      '8.8.8.8',
      '172.32.0.1',
      'localhost',
      '::1',
      '224.0.0.1',
    ])
      expect(usual({ host, port: 9_100 }), host).toBe(false);
    expect(usual({ host: '192.168.1.50', port: 22 })).toBe(false);
    // An operator who opens everything still opens neither this machine nor the cloud's secrets.
    const wide = readPrintNetworks('0.0.0.0/0:1-65535');
    expect(wide({ host: '169.254.169.254', port: 80 })).toBe(false);
    expect(wide({ host: '127.0.0.1', port: 9_100 })).toBe(false);
    expect(readPrintNetworks('127.0.0.1/32:9100')({ host: '127.0.0.1', port: 9_100 })).toBe(true);
    expect(() => readPrintNetworks('rumah')).toThrow('rumah');
  });

  test('an address outside of them is refused before anything is sent', async () => {
    const { port, mostAtOnce } = await networkPrinter();
    const answer = await openRelay({ newId }).print(job(port, 'a'));
    expect(facts(answer)).toMatchObject({ ok: false, reason: 'notAllowed', mayBeOut: false });
    expect(mostAtOnce()).toBe(0);
  });

  test('a job resolves when the printer has answered after its last byte', async () => {
    const { paper, port } = await networkPrinter();
    paper.paper = 'low';
    const relay = relayTo();
    expect(facts(await relay.print(job(port, 'a')))).toEqual({ ok: true, proof: 'consumed', paper: 'low' });
    paper.tearOff();
    expect(paper.receipts[0]?.lines).toHaveLength(400);
    expect(paper.problems).toEqual([]);
  });

  test('a key is printed once, however often it is asked for; another process does not guess', async () => {
    const { paper, port } = await networkPrinter();
    const relay = relayTo();
    const twice = await Promise.all([relay.print(job(port, 'a')), relay.print(job(port, 'a'))]);
    const later = await relay.print(job(port, 'a', { askedBoot: relay.boot }));
    expect([...twice, later].map(({ ok }) => ok)).toEqual([true, true, true]);
    paper.tearOff();
    expect(paper.receipts[0]?.lines).toHaveLength(400);
    expect(await relay.print(job(port, 'b', { askedBoot: relay.boot }))).toEqual({
      ok: false,
      reason: 'unknownJob',
    });
    // The first request, late: its tablet has been told that nothing came.
    expect((await relay.print(job(port, 'b'))).ok).toBe(false);
    expect(await relayTo().print(job(port, 'b', { askedBoot: relay.boot }))).toMatchObject({
      ok: false,
      reason: 'interrupted',
      mayBeOut: true,
    });
  });

  test('five tills at once: five whole receipts, one connection at a time', async () => {
    const { paper, port, mostAtOnce } = await networkPrinter();
    const relay = relayTo();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((till) => relay.print(job(port, `t${till}`, { bytes: receipt(`T${till}`) }))),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    paper.tearOff();
    const lines = paper.receipts.flatMap((one) => one.lines);
    expect([1, 2, 3, 4, 5].map((till) => lines.filter((line) => line === `T${till}`).length)).toEqual([
      400, 400, 400, 400, 400,
    ]);
    expect(mostAtOnce()).toBe(1);
  });

  test.each([
    ['out of paper', 'ok', 'paperOut', false, { paper: 'out' }],
    ['cover open', 'ok', 'coverOpen', false, { coverOpen: true }],
    ['stalled', 'stall', 'timeOut', false, {}],
    ['reset in the middle', 'reset', 'linkLost', true, {}],
    ['answering nothing', 'silent', 'timeOut', false, {}],
  ] as const)('a printer that is %s is told as it is', async (_name, mode, reason, mayBeOut, state) => {
    const { paper, port } = await networkPrinter(mode);
    Object.assign(paper, state);
    const answer = await relayTo(400).print(job(port, 'a'));
    expect(facts(answer)).toMatchObject({ ok: false, reason, mayBeOut });
    if (!mayBeOut) expect(paper.tearOff()).toEqual([]);
  });

  test('nobody there, and a printer that never answers but was told to be so', async () => {
    const { paper, port } = await networkPrinter('silent');
    const relay = relayTo();
    expect(facts(await relay.print(job(port, 'a', { answers: false })))).toEqual({
      ok: true,
      proof: 'handedOver',
      paper: 'unknown',
    });
    expect(paper.tearOff()[0]?.lines).toHaveLength(400);
    expect(facts(await relay.print(job(9, 'b')))).toMatchObject({
      ok: false,
      reason: 'off',
      mayBeOut: false,
    });
  });

  test('the drawer opens without paper', async () => {
    const { paper, port } = await networkPrinter();
    paper.paper = 'out';
    const bytes = drawerPulseBytes({ pin: 5, onMs: 120, offMs: 240 });
    const answer = await relayTo().print(job(port, 'a', { bytes, kind: 'drawer' }));
    expect(facts(answer)).toMatchObject({ ok: true });
    expect(paper.events).toEqual([{ type: 'pulse', pin: 5, onMs: 100, offMs: 0 }]);
  });
});
