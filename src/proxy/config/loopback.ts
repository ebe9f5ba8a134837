/** Addresses of this machine that no other machine reaches. */
import { isIPv4 } from 'node:net';

/** @param address an IP address; IPv6 in its short form, without brackets */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));

/** @throws TypeError for a text that is no URL */
export function isLoopbackUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[(.+)\]$/, '$1'));
}
