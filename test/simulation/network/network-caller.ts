import type { EventOwner } from '../scheduler.js';

/** A process that calls upstreams. */
export interface NetworkCaller extends EventOwner {
  readonly name: string;
  /** the names under which it may have written to the store */
  readonly names: ReadonlySet<string>;
  /** Draws whether it crashes at this call, and whether before or after it. */
  crashAtCall(this: void, movesMoney: boolean): 'before' | 'after' | null;
  crash(this: void): void;
}
