import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Context } from 'hono';
import type { Settings } from '../config/settings.js';
import type { ProxyEnv } from './env.js';

/** Where a request comes from, as far as the proxy can know. */
export interface ClientAddresses {
  /**
   * The address of who asks; `null` where no socket tells it. `X-Forwarded-For` is believed only
   * from a web server that the settings trust, and of it only what trusted servers have written:
   * the last entry, or the one before where the last is such a server itself.
   */
  addressOf(this: void, c: Context<ProxyEnv>): string | null;
  /** The same, as `limiterKeyOf` counts it. */
  limiterKey(this: void, c: Context<ProxyEnv>): string | null;
  /**
   * What addresses are counted together as; `null` where it is nobody's in particular. A subscriber
   * of IPv6 has a whole /64 (RFC 6177), so its addresses count as one.
   */
  limiterKeyOf(this: void, address: string | null): string | null;
}

export function createClientAddresses({
  trustedProxies,
}: Pick<Settings, 'trustedProxies'>): ClientAddresses {
  const trusted = new BlockList();
  for (const { address, prefixLength, family } of trustedProxies)
    trusted.addSubnet(address, prefixLength, family);
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, familyOf(address));

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
    // A web server that does not tell for whom it asks would be everybody.
    if (address === null || isTrusted(address) || isLoopbackAddress(address)) return null;
    return isIPv4(address) ? address : ipv6Prefix(address);
  }

  return { addressOf, limiterKeyOf, limiterKey: (c) => limiterKeyOf(addressOf(c)) };
}

/** A program that calls `fetch` itself may pass no bindings at all. */
export const peerAddress = (bindings: ProxyEnv['Bindings'] | undefined): string =>
  normalizeAddress(bindings?.incoming?.socket.remoteAddress ?? '');

/**
 * An IPv4 address that came over an IPv6 socket (RFC 4291, 2.5.5.2) is written as such; some web
 * servers write the port too, which is nobody's address (RFC 7239, 6).
 */
const normalizeAddress = (address: string): string =>
  address
    .trim()
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');

const familyOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');

export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));

/** The first half of an IPv6 address, whichever way it is written. */
function ipv6Prefix(address: string): string {
  const [whole = ''] = address.split('%');
  const [head = '', tail] = new URL(`http://[${whole}]/`).hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0');
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
