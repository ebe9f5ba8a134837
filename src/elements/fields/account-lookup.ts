/**
 * Asks the provider for the name of the account that is filled in, and remembers what the shopper has
 * agreed to about it. Renders nothing.
 */
import type { LitElement, ReactiveController } from 'lit';
import type { Nickname } from '../../proxy/contract.js';
import type { AccountCheck } from '../../purchase/checkout/state.js';
import type { Outcome } from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';
import { LatestTask } from '../controllers/latest-task.js';
import { accountCheckOf, UNAVAILABLE } from './account-answer.js';

/** Pause after the last keystroke before the account's name is requested. */
const LOOKUP_DELAY_MS = 600;
/** How long a shopper who goes on waits for the account's name. */
const MAX_WAIT_MS = 3_000;

/** `null` where it cannot be asked yet, or not at all. */
export type AskName = ((signal: AbortSignal) => Promise<Outcome<Nickname>>) | null;

export class AccountLookup implements ReactiveController {
  /** The account whose name is shown or requested. */
  private key = '';
  /** The account that the shopper goes on with, whatever is doubtful about it. */
  private confirmedKey = '';
  /** The account whose name did not come in time. */
  private givenUpKey = '';
  /** The account whose name the shopper waits for, to go on. */
  private awaitedKey = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly task: LatestTask<Nickname>;

  constructor(
    private readonly host: LitElement,
    /** goes on, once the name that is waited for is there, or has not come in time */
    private readonly goOn: () => void,
  ) {
    this.task = new LatestTask(host);
    host.addController(this);
  }

  hostUpdated(): void {
    const isAnswered = this.isAwaited && this.check.status !== 'pending';
    // After this update, since going on asks for another.
    if (isAnswered) void this.host.updateComplete.then(this.onAnswer);
  }

  hostDisconnected(): void {
    this.stopTimer();
    this.key = this.awaitedKey = '';
  }

  /** What the provider says about the account. */
  get check(): AccountCheck {
    const isGivenUp = this.key !== '' && this.givenUpKey === this.key;
    return isGivenUp ? UNAVAILABLE : accountCheckOf(this.task.state);
  }

  /** The shopper waits for the name, to go on. */
  get isAwaited(): boolean {
    return this.awaitedKey !== '';
  }

  /** The name is requested, or about to be. */
  get isExpected(): boolean {
    return this.check.status === 'pending' || this.timer !== undefined;
  }

  private readonly onAnswer = () => {
    if (!this.isAwaited || this.check.status === 'pending') return;
    this.awaitedKey = '';
    this.goOn();
  };

  /** Forgets the name, and what is known of it. */
  reset(): void {
    this.key = '';
    this.task.reset();
  }

  /** Any change of the account discards the name that is shown. */
  look(key: string, ask: AskName, isCommitted: boolean): void {
    this.stopTimer();
    if (key !== this.key) {
      this.task.reset();
      this.awaitedKey = this.givenUpKey = '';
      if (key !== this.confirmedKey) this.confirmedKey = '';
    }
    this.key = key;
    if (!ask || this.givenUpKey === key) return;
    const request = () => {
      this.timer = undefined;
      this.task.run(key, ask);
    };
    if (isCommitted) request();
    else this.timer = setTimeout(request, LOOKUP_DELAY_MS);
  }

  /** Goes on once the name is there, and without it after a while. */
  await(key: string): void {
    if (this.awaitedKey === key) return;
    this.awaitedKey = key;
    void platform()
      .wait(MAX_WAIT_MS)
      .then(() => {
        if (this.awaitedKey !== key) return;
        this.givenUpKey = key;
        this.task.reset();
      });
  }

  confirm(key: string): void {
    this.confirmedKey = key;
  }

  isConfirmed(key: string): boolean {
    return this.confirmedKey === key;
  }

  private stopTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
