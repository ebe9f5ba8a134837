export type { FaultInput } from './faults.js';
export type { LoggedRequest } from './shop.js';
export type { ShopSettings } from './shops.js';
export { builtInTokens } from './shops.js';
export { type Books } from './books.js';
export { proxySettings } from './proxy-settings.js';
export { DEMO_MEMBERS } from './content.js';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
