import { isIP, isIPv4 } from 'node:net';
import type { Context } from 'hono';
import type { ProxyEnv } from './env.js';

/**
 * The address of who asks; `null` where no socket tells it. `X-Forwarded-For` is believed only from
 * loopback, where the web server in front runs, and of it only the last entry, which that server
 * has written itself.
 */
export function clientAddress(c: Context<ProxyEnv>): string | null {
  const peer = peerOf(c.env);
  if (!isLoopback(peer)) return isIP(peer) ? peer : null;
  const forwarded = plain(c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() ?? '');
  return isIP(forwarded) ? forwarded : peer;
}

/** A program that calls `fetch` itself may pass no bindings at all. */
const peerOf = (bindings: ProxyEnv['Bindings'] | undefined): string =>
  plain(bindings?.incoming?.socket.remoteAddress ?? '');

/** An IPv4 address that came over an IPv6 socket (RFC 4291, 2.5.5.2) is written as such. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));
