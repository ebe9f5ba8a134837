/** What the network tells the rules of a world about each call. */
import type { SentCall } from '../invariants/sending-rules.js';
import type { UpstreamCall, UpstreamName } from '../upstreams/upstream.js';
import type { CallKind } from './faults.js';
import type { NetworkCaller } from './network-caller.js';

export interface CallRules {
  checkRedirect(redirect: RequestRedirect, call: UpstreamCall): void;
  /** @returns `null` for a call that is not followed to its end */
  checkSend(
    node: NetworkCaller,
    name: UpstreamName,
    kind: CallKind['kind'],
    call: UpstreamCall,
  ): SentCall | null;
  ended(sent: SentCall, ending: SentCall['ending']): void;
  refusedPin(sent: SentCall): void;
  /** Called after each effect at an upstream. */
  checkEffects(): void;
  readonly attempts: {
    /** A supplier has asked to wait. */
    recordPause(): void;
    /** A supplier refuses an attempt that it carries out. */
    recordLie(reference: string): void;
  };
}
