import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { User } from '../../open-api/user.js';
import { userFeed } from '../../stores/account.js';
import type { FeedStore } from '../../stores/feed.js';
import { formatNumber, formatRupiah } from '../../texts/format.js';
import { storefrontIndonesian } from '../../texts/id/storefront.js';
import { personIcon } from '../ui/icons/account-icons.js';
import { renderTopUpLink } from '../ui/account-links.js';
import { renderHeading } from '../ui/heading.js';
import { renderImage } from '../ui/image.js';
import { ensureDefined } from '../base/lazy-define.js';
import { PersonalElement } from '../base/personal-element.js';
import { PageValues } from '../controllers/page-values.js';
import { RovingFocus } from '../controllers/roving-focus.js';
import { renderHistorySkeleton } from './history-skeleton.js';
import { OrdersEntry } from './orders-entry.js';
import { ReferralShare } from './referral-share.js';
import { USER_ATTRIBUTES, withPageUser } from './page-user.js';
import { pagedListStyles } from '../ui/paged-list.styles.js';
import { balanceStyles } from './balance.styles.js';
import { historyRowStyles } from './history-row.styles.js';

type HistoryState = 'closed' | 'opening' | 'open' | 'failed';

/**
 * The logged-in shopper: name, membership, saldo and points, a link to the top-up of the saldo, its
 * history, which opens inside the element, and with a proxy the shopper's orders in a sheet.
 *
 * @tag etalase-balance
 * @attr nama-user - `{{nama_user}}`: the name until the API has answered; taken from the shop around it
 * @attr saldo-user - `{{saldo_user}}`: with it the card shows at once; taken from the shop around it
 * @attr poin-member - `{{poin_member}}`: the points until then; taken from the shop around it
 * @attr nama-membership - `{{nama_membership}}`: the membership until then; taken from the shop around it
 * @slot header - replaces the greeting with the picture and the membership
 * @fires etalase-error - something could not be shown
 * @csspart card - the frame around everything
 * @csspart avatar - the shopper's picture, or the first letter of the name
 * @csspart heading - the greeting
 * @csspart membership - the membership's chip
 * @csspart referral - the button that shares the shopper's referral code
 * @csspart saldo - the saldo
 * @csspart points - the points, a link
 * @csspart topup - the link to the top-up
 * @csspart history - the button that opens and closes the history
 * @csspart orders - the button that opens the shopper's orders; only with a proxy
 * @csspart dot - the dot on it while an order runs, waits or holds an unread code
 * @csspart ledger - the history, an `<etalase-ledger>`
 */
export class EtalaseBalance extends PersonalElement {
  static override styles: CSSResult[] = [
    ...PersonalElement.styles,
    pagedListStyles,
    historyRowStyles,
    balanceStyles,
  ];

  static override properties: PropertyDeclarations = { historyState: { state: true } };

  declare protected historyState: HistoryState;

  private readonly ordersEntry = new OrdersEntry(this);
  private readonly page = new PageValues(this, USER_ATTRIBUTES);
  private readonly referral = new ReferralShare(this);

  constructor() {
    super();
    this.historyState = 'closed';
    new RovingFocus(this, '.pieces');
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { purchase } = this.settings;
    if (purchase.ok && this.feed?.$feed.value?.status === 'ready') {
      this.ordersEntry.watch(purchase.value);
    }
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...storefrontIndonesian };
  }

  protected override get feed(): FeedStore<User> | null {
    return this.shop && userFeed(this.shop);
  }

  /** The settings name a proxy, and this shopper to it. */
  private get hasOrders(): boolean {
    const { purchase } = this.settings;
    return purchase.ok && purchase.value.shopper !== null;
  }

  private readonly onHistoryClick = () => {
    if (this.historyState === 'closed') this.openHistory();
    else this.historyState = 'closed';
  };

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    const { $news } = this.ordersEntry;
    return [...super.watchedStores(), ...($news && this.hasOrders ? [$news] : [])];
  }

  private readonly openHistory = () => {
    this.historyState = 'opening';
    ensureDefined('etalase-ledger').then(
      () => this.finishOpening('open'),
      () => this.finishOpening('failed'),
    );
  };

  /** Does nothing if the shopper has closed the history while it was loading. */
  private finishOpening(outcome: HistoryState): void {
    if (this.historyState === 'opening') this.historyState = outcome;
  }

  private renderUsers() {
    const feedStore = this.feed && withPageUser(this.feed, this.page);
    const renderNoUser = () => this.renderFailed('unauthorized', () => feedStore?.refresh());
    return this.renderFeed(feedStore, {
      skeleton: () => balanceSkeleton,
      empty: renderNoUser,
      ready: ({ rows: [user] }) => (user ? this.renderUser(user) : renderNoUser()),
    });
  }

  private renderUser(user: User) {
    return html`<div class="pieces" role="toolbar" aria-label=${this.say('saldo')}>
        <slot name="header">${this.renderProfile(user)}</slot>
        ${this.renderWallet(user)} ${this.renderActions()}
      </div>
      ${this.ordersEntry.isFailed ? html`<p role="alert">${this.say('errorOffline')}</p>` : nothing}
      ${this.renderHistory()}`;
  }

  private renderProfile(user: User) {
    const { nama_user, foto_profil, nama_membership, icon_membership, kode_referral } = user;
    const [initial] = nama_user;
    return html`<div class="profile">
      <span class="avatar" part="avatar" aria-hidden="true">
        ${initial?.toUpperCase() ?? personIcon}${renderImage(foto_profil)}
      </span>
      <div class="names">
        <h2 class="heading name" part="heading" dir="auto">
          ${nama_user ? this.say('hello', { name: nama_user }) : this.say('helloYou')}
        </h2>
        ${
          nama_membership
            ? html`<span class="membership" part="membership" dir="auto">
                <span>${nama_membership}</span>${renderImage(icon_membership)}
              </span>`
            : nothing
        }
        ${kode_referral ? this.referral.render(kode_referral, this.say) : nothing}
      </div>
    </div>`;
  }

  private renderWallet({ jumlah_saldo, jumlah_poin }: User) {
    return html`<div class="wallet">
      <div class="saldo">
        <span class="visually-hidden">${this.say('saldo')}</span>
        <span class="amount" part="saldo">
          ${jumlah_saldo === null ? UNKNOWN_AMOUNT : formatRupiah(jumlah_saldo)}
        </span>
      </div>
      <a class="points" part="points" href="/akun/?page=poin">
        <span class="muted">${this.say('points')}</span>
        <b>${jumlah_poin === null ? UNKNOWN_AMOUNT : formatNumber(jumlah_poin)}</b>
      </a>
    </div>`;
  }

  private renderActions() {
    return html`<div class="actions">
      ${renderTopUpLink(this.say)}
      <button
        class="button"
        part="button history"
        aria-expanded=${this.historyState === 'closed' ? 'false' : 'true'}
        @click=${this.onHistoryClick}
      >
        ${this.say('history')}
      </button>
      ${this.hasOrders ? this.ordersEntry.render(this.rawSettings, this.say) : nothing}
    </div>`;
  }

  private renderHistory() {
    if (this.historyState === 'closed') return nothing;
    return html`<div class="history">
      ${
        this.historyState === 'failed'
          ? this.renderFailed('offline', this.openHistory)
          : this.historyState === 'open'
            ? this.renderBalanceHistory()
            : html`${renderHeading(this.say('saldoHistory'))}
              ${this.renderSkeleton(renderHistorySkeleton())}`
      }
    </div>`;
  }

  /** The history finds `<etalase-shop>` by itself; this element's own attributes are passed on. */
  private renderBalanceHistory() {
    const { token, idUser, tokenUser, api, lang, theme, texts } = this.rawSettings;
    return html`<etalase-ledger
      part="ledger"
      type="saldo"
      .token=${token}
      .idUser=${idUser}
      .tokenUser=${tokenUser}
      .api=${api}
      .lang=${lang}
      .theme=${theme}
      .texts=${texts}
    ></etalase-ledger>`;
  }

  protected override renderContent(): unknown {
    return html`<div class="card" part="card">
      ${this.isGuest ? this.renderGuest(this.say('guestBalance')) : this.renderUsers()}
    </div>`;
  }
}

const UNKNOWN_AMOUNT = '\u2014';

const balanceSkeleton = html`<div class="pieces">
  <div class="profile">
    <span class="avatar skeleton-shape"></span>
    <div class="names"><span class="skeleton-shape"></span></div>
  </div>
  <div class="wallet"><span class="skeleton-shape"></span><span class="skeleton-shape"></span></div>
  <div class="actions">
    <span class="skeleton-shape"></span><span class="skeleton-shape"></span>
  </div>
</div>`;
