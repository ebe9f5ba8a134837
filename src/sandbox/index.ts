export { exampleCatalog, type ExampleCatalog } from './example-catalog.js';
export type { FaultInput } from './faults/fault-plan.js';
export type { LoggedRequest } from './shop/shop.js';
export type { ShopSettings } from './shop/shops.js';
export { builtInTokens } from './shop/shops.js';
export { type Books } from './control/books.js';
export { notifySettings, proxySettings } from './proxy-settings.js';
export { DEMO_MEMBERS } from './state/members.js';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
