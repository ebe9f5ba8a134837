/** Shares the shopper's referral code by the system's share sheet, or copies it. */
import type { LitElement, ReactiveController } from 'lit';
import { html } from 'lit';
import type { Say, TextKey } from '../../texts/texts.js';
import { shareIcon } from '../ui/icons/action-icons.js';

/** How long the sentence about it is shown. */
const TOLD_MS = 2500;

export class ReferralShare implements ReactiveController {
  private told: TextKey | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.told = null;
  }

  private async share(code: string, say: Say, { currentTarget }: Event): Promise<void> {
    if (!(currentTarget instanceof HTMLElement)) return;
    const shared = { title: say('shareReferral'), text: say('referralText', { code }) };
    const outcome = await import('../ui/share.js').then(
      ({ share }) => share(shared, currentTarget, code),
      () => 'failed',
    );
    if (!this.host.isConnected || outcome === 'shared' || outcome === 'cancelled') return;
    currentTarget.focus({ preventScroll: true });
    this.tell(outcome === 'copied' ? 'referralCopied' : 'referralUncopied');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(null), TOLD_MS);
  }

  private tell(key: TextKey | null): void {
    this.told = key;
    this.host.requestUpdate();
  }

  render(code: string, say: Say): unknown {
    const { told } = this;
    return html`<button
        class="referral"
        part="referral"
        aria-label=${say('shareReferral')}
        @click=${(event: Event) => void this.share(code, say, event)}
      >
        ${shareIcon}<span>${say('shareReferral')}</span>
      </button>
      <span class="told" role="status">${told && say(told, { code })}</span>`;
  }
}
