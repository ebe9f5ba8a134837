/** The proxy for programs: `createProxy(process.env).fetch` is the server. */
export { SettingsError } from './config/settings-error.js';
export { createLog, silent, type Log } from './observability/log.js';
export type { Platform } from './platform.js';
export { createProxy, type Outside, type Proxy, type ProxyOptions } from './proxy.js';
