/** The answer to the last question asked: whoever asks anew aborts what was on its way. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Outcome, PurchaseError } from '../purchase/purchase.js';

export type Remote<T> =
  | { readonly status: 'idle' | 'pending' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly code: PurchaseError };

export class Latest<T> implements ReactiveController {
  state: Remote<T> = { status: 'idle' };

  private asked: string | null = null;
  private control = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Out of the page nobody waits; back in it, the element asks again. */
  hostDisconnected(): void {
    if (this.state.status === 'pending') this.reset();
  }

  /** Asks, unless `key` names what was asked last. */
  ask(key: string, question: (signal: AbortSignal) => Promise<Outcome<T>>): void {
    if (key === this.asked) return;
    this.reset();
    this.asked = key;
    this.state = { status: 'pending' };
    void this.read(question, this.control.signal);
  }

  private async read(
    question: (signal: AbortSignal) => Promise<Outcome<T>>,
    signal: AbortSignal,
  ): Promise<void> {
    const outcome = await question(signal);
    if (signal.aborted) return;
    this.state = outcome.ok
      ? { status: 'ready', value: outcome.value }
      : { status: 'failed', code: outcome.code };
    this.host.requestUpdate();
  }

  readonly reset = (): void => {
    this.control.abort();
    this.control = new AbortController();
    this.asked = null;
    this.state = { status: 'idle' };
    this.host.requestUpdate();
  };
}
