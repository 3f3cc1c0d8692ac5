import { BlockList, isIPv4 } from 'node:net';

/** Where network printers may stand; `from` … `to` are ports. */
interface PrintNetwork {
  network: string;
  prefix: number;
  from: number;
  to: number;
}

/** The private networks of RFC 1918 on the ports that printers listen on. */
const USUAL = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16';
const USUAL_PORTS = { from: 9_100, to: 9_109 };

/** This machine, link-local (where clouds answer with their secrets), multicast and nowhere. */
const NEVER = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'];

/**
 * Reads `192.168.0.0/16,127.0.0.1/32:9100-9109`: networks with, if others than 9100 to 9109, their ports. Throws an
 * Error that names the part which is wrong. This machine itself must be named to be reachable; link-local never is.
 */
export function readPrintNetworks(setting = USUAL): (address: { host: string; port: number }) => boolean {
  const networks = setting
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map(readNetwork);
  const never = blockList(NEVER.map(readNetwork));
  const loopback = blockList(networks.filter(({ network }) => network.startsWith('127.')));
  return ({ host, port }) => {
    if (!isIPv4(host)) return false;
    if (never.check(host) && !loopback.check(host)) return false;
    return networks.some((one) => blockList([one]).check(host) && port >= one.from && port <= one.to);
  };
}

function readNetwork(part: string): PrintNetwork {
  const [, network = '', prefix = '', from, to] =
    /^([\d.]+)\/(\d{1,2})(?::(\d{1,5})(?:-(\d{1,5}))?)?$/.exec(part) ?? [];
  const ports = from === undefined ? USUAL_PORTS : { from: Number(from), to: Number(to ?? from) };
  if (!isIPv4(network) || Number(prefix) > 32 || ports.from > ports.to || ports.to > 65_535)
    throw new Error(`"${part}" is no network such as 192.168.1.0/24 or 192.168.1.50/32:9100-9101`);
  return { network, prefix: Number(prefix), ...ports };
}

function blockList(networks: readonly PrintNetwork[]): BlockList {
  const list = new BlockList();
  for (const { network, prefix } of networks) list.addSubnet(network, prefix, 'ipv4');
  return list;
}
