/** The IP address of a client, as far as the proxy can know it. */
import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Context } from 'hono';
import { LruMap } from '../cache/lru-map.js';
import type { Settings } from '../config/settings.js';
import { isLoopbackAddress } from '../config/loopback.js';
import type { ProxyEnv } from './env.js';

export interface ClientAddresses {
  /**
   * The client's address; `null` where there is no socket. `X-Forwarded-For` counts only from a web
   * server that the settings trust, and only the entries that trusted servers wrote: the last one, or
   * the one before it where the last is itself such a server.
   */
  addressOf(this: void, c: Context<ProxyEnv>): string | null;
  /** `limiterKeyOf` of the client's address. */
  limiterKey(this: void, c: Context<ProxyEnv>): string | null;
  /**
   * The key by which limiters count an address; `null` where it is not counted. An IPv6 subscriber has
   * a whole /64 (RFC 6177), so its addresses share a key.
   */
  limiterKeyOf(this: void, address: string | null): string | null;
}

/** addresses whose trust is remembered */
const MAX_KNOWN_ADDRESSES = 1_000;

export function createClientAddresses({
  trustedProxies,
}: Pick<Settings, 'trustedProxies'>): ClientAddresses {
  const trusted = new BlockList();
  for (const { address, prefixLength, family } of trustedProxies)
    trusted.addSubnet(address, prefixLength, family);
  /** A look into the block list takes longer than the rest of a simple request. */
  const known = new LruMap<string, boolean>(MAX_KNOWN_ADDRESSES);
  function isTrusted(address: string): boolean {
    const answer =
      known.get(address) ?? (isIP(address) !== 0 && trusted.check(address, familyOf(address)));
    known.set(address, answer);
    return answer;
  }

  function addressOf(c: Context<ProxyEnv>): string | null {
    const peer = peerAddress(c.env);
    if (!isTrusted(peer)) return isIP(peer) ? peer : null;
    const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',').map(normalizeAddress);
    let clientAddress = peer;
    while (isTrusted(clientAddress)) {
      const previousHop = forwarded.pop() ?? '';
      if (!isIP(previousHop)) return peer;
      clientAddress = previousHop;
    }
    return clientAddress;
  }

  function limiterKeyOf(address: string | null): string | null {
    // A web server that names no client stands for all of them.
    if (address === null || isTrusted(address) || isLoopbackAddress(address)) return null;
    return isIPv4(address) ? address : ipv6Prefix(address);
  }

  return { addressOf, limiterKeyOf, limiterKey: (c) => limiterKeyOf(addressOf(c)) };
}

/** The other end of the socket; empty where a program calls `fetch` without bindings. */
export const peerAddress = (bindings: ProxyEnv['Bindings'] | undefined): string =>
  normalizeAddress(bindings?.incoming?.socket.remoteAddress ?? '');

/**
 * Writes an IPv4 address of an IPv6 socket (RFC 4291, 2.5.5.2) as IPv4, and removes the port that some
 * web servers add (RFC 7239, 6).
 */
const normalizeAddress = (address: string): string =>
  address
    .trim()
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');

const familyOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');

/** The /64 of an IPv6 address in any notation. */
function ipv6Prefix(address: string): string {
  const [whole = ''] = address.split('%');
  const [head = '', tail] = new URL(`http://[${whole}]/`).hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0');
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
