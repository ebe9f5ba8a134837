/** The proxy for programs: `createProxy(process.env).fetch` is the server. */
export { createLog, silent, type Log } from './log.js';
export type { Platform } from './outside.js';
export { createProxy, type Proxy, type ProxyOptions } from './proxy.js';
export { SettingsError } from './settings.js';
