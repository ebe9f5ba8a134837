import type { ProblemCode } from '../contract.js';
import type { Shopper } from '../session/token.js';

/** What a request carries on its way through the layers. */
export interface ProxyEnv {
  /** what is used of `@hono/node-server`'s; nothing where a program calls `fetch` itself */
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } };
  Variables: {
    /** behind `requireSession` */
    shopper: Shopper;
    /** with which problem it ended, where it did */
    problem: ProblemCode | undefined;
  };
}
