import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';

/** The address is not one that a connection may reach. Nothing was sent. */
export class EgressError extends Error {
  readonly code = 'EGRESS_REFUSED';
}

export type EgressOptions = {
  /** 127.0.0.1, literally: the simulated vendors of this machine. */
  allowLoopback?: boolean;
  /** Private ranges, for devices in the shop's own network. */
  allowLan?: boolean;
  /** How names are resolved; the system's way unless a test brings its own. */
  lookup?: LookupFunction;
};

const LAN = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  LAN.addSubnet(net, bits, 'ipv4');
LAN.addSubnet('fc00::', 7, 'ipv6');

// IANA's special-purpose registries for IPv4: this host, carrier NAT, link-local (and the clouds' metadata), tests, multicast.
const CLOSED = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Alibaba's and Azure's metadata live on addresses that look public.
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
] as const)
  CLOSED.addSubnet(net, bits, 'ipv4');
// Of IPv6 only the global unicast range is open; of that not the tunnels that carry an IPv4 address inside.
const GLOBAL_V6 = new BlockList();
GLOBAL_V6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  CLOSED.addSubnet(net, bits, 'ipv6');

/** May the server connect to this address? Mapped, link-local, private and special addresses are refused. */
export function isOpenAddress(address: string, allowLan = false): boolean {
  const family = isIP(address);
  if (family === 4) {
    if (LAN.check(address, 'ipv4')) return allowLan;
    return !CLOSED.check(address, 'ipv4');
  }
  if (family !== 6) return false;
  if (LAN.check(address, 'ipv6')) return allowLan;
  return GLOBAL_V6.check(address, 'ipv6') && !CLOSED.check(address, 'ipv6');
}

/**
 * The only way out of the hub: an undici dispatcher that resolves a name once, checks every address it has
 * and connects to what it checked, so that a name cannot change its meaning in between.
 */
export function createEgress(options: EgressOptions = {}): Dispatcher {
  const { allowLoopback = false, allowLan = false } = options;
  const connect = buildConnector({
    timeout: 10_000,
    lookup: guardedLookup(options.lookup ?? (systemLookup as LookupFunction), allowLan),
  });
  return new Agent({
    keepAliveTimeout: 10_000,
    connections: 64,
    connect: (target, callback) => {
      const host = target.hostname.replace(/^\[|\]$/g, '');
      const loopback = allowLoopback && host === '127.0.0.1';
      // A literal address is connected to without a look-up, so it is checked here.
      if (isIP(host) !== 0 && !loopback && !isOpenAddress(host, allowLan)) {
        callback(new EgressError(`${host} is not a public address`), null);
        return;
      }
      if (target.protocol !== 'https:' && !loopback && !allowLan) {
        callback(new EgressError('only https leaves this server'), null);
        return;
      }
      connect(target, callback);
    },
  });
}

function guardedLookup(lookup: LookupFunction, allowLan: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const refused = addresses.find(({ address }) => !isOpenAddress(address, allowLan));
      const [first] = addresses;
      if (error || !first) callback(error ?? new EgressError(`${hostname} has no address`), '', 0);
      else if (refused)
        callback(new EgressError(`${hostname} leads to ${refused.address}, which is not public`), '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
