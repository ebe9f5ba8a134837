/** One asynchronous task at a time: a new one aborts the one before. */
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

  /** Aborts a pending task; the element runs it again when it is back in the page. */
  hostDisconnected(): void {
    if (this.state.status === 'pending') this.reset();
  }

  get value(): T | null {
    return this.state.status === 'ready' ? this.state.value : null;
  }

  /** Runs `task`, unless the last one had the same `key`. */
  run(key: string, task: (signal: AbortSignal) => Promise<Outcome<T>>): void {
    if (key === this.currentKey) return;
    this.reset();
    this.currentKey = key;
    this.state = { status: 'pending' };
    void this.execute(task, this.abortController.signal);
  }

  readonly reset = (): void => {
    this.abortController.abort();
    this.abortController = new AbortController();
    this.currentKey = null;
    this.state = { status: 'idle' };
    this.host.requestUpdate();
  };

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
}
