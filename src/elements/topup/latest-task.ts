/** The answer to the last question asked: whoever asks anew aborts what was on its way. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Outcome, PurchaseError } from '../../purchase/purchase-client.js';

export type TaskState<T> =
  | { readonly status: 'idle' | 'pending' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly code: PurchaseError };

export class LatestTask<T> implements ReactiveController {
  state: TaskState<T> = { status: 'idle' };

  private currentKey: string | null = null;
  private abortController = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  get value(): T | null {
    return this.state.status === 'ready' ? this.state.value : null;
  }

  /** Out of the page nobody waits; back in it, the element asks again. */
  hostDisconnected(): void {
    if (this.state.status === 'pending') this.reset();
  }

  /** Asks, unless `key` names what was asked last. */
  run(key: string, task: (signal: AbortSignal) => Promise<Outcome<T>>): void {
    if (key === this.currentKey) return;
    this.reset();
    this.currentKey = key;
    this.state = { status: 'pending' };
    void this.execute(task, this.abortController.signal);
  }

  private async execute(
    task: (signal: AbortSignal) => Promise<Outcome<T>>,
    signal: AbortSignal,
  ): Promise<void> {
    const outcome = await task(signal);
    if (signal.aborted) return;
    this.state = outcome.ok
      ? { status: 'ready', value: outcome.value }
      : { status: 'failed', code: outcome.code };
    this.host.requestUpdate();
  }

  readonly reset = (): void => {
    this.abortController.abort();
    this.abortController = new AbortController();
    this.currentKey = null;
    this.state = { status: 'idle' };
    this.host.requestUpdate();
  };
}
