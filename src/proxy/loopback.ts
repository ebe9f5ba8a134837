import { isIPv4 } from 'node:net';

/** Whether an IP address, without brackets, is of this machine. */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));
