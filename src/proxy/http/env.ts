/** The Hono environment of the proxy: the bindings and variables of a request. */
import type { ProblemCode } from '../contract.js';
import type { MatchedRoute } from './route-policy.js';

/** The shopper whose session and proof have been verified. */
export interface Shopper {
  /** `id_user` at bukaOlshop */
  readonly id: string;
  /** `token_user`, encrypted; `Keys.decrypt` reads it */
  readonly encryptedTokenUser: string;
  /** the session's own id */
  readonly sessionId: string;
}

export interface ProxyEnv {
  /** The part of `@hono/node-server`'s bindings in use; empty where a program calls `fetch` itself. */
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } };
  Variables: {
    /** set before everything else */
    route: MatchedRoute;
    /** set by `Guard.requireSession` */
    shopper: Shopper;
    /** set by `Guard.requireProof`: the thumbprint of the key that signed the proof */
    thumbprint: string;
    /** the code of the problem that the request ended with */
    problem: ProblemCode | undefined;
  };
}
