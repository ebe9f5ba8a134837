import type { CSSResult } from 'lit';
import { html, nothing } from 'lit';
import type { Transaction } from '../../open-api/transactions.js';
import { transactionFeed } from '../../stores/account.js';
import type { FeedStore, ReadyFeed } from '../../stores/feed.js';
import { parseApiDate } from '../../texts/dates.js';
import { renderImage } from '../ui/image.js';
import { pictureStyles } from '../products/product-card.styles.js';
import { renderSkeletonRows, renderDate, renderHeading, renderLoadMore } from '../ui/paged-list.js';
import { pagedListStyles } from '../ui/paged-list.styles.js';
import { PersonalElement } from '../base/personal-element.js';
import { statusChipStyles } from '../ui/status-chip.styles.js';
import { transactionsStyles } from './transactions.styles.js';

/**
 * The shopper's transactions, the newest first.
 *
 * @tag etalase-transactions
 * @slot header - replaces the heading
 * @fires etalase-error - something could not be shown
 * @csspart heading - the heading
 * @csspart list - the transactions together
 * @csspart row - one transaction
 * @csspart image - what was bought, as a picture
 * @csspart title - what was bought
 * @csspart number - the transaction's number
 * @csspart date - when
 * @csspart status - how far payment or delivery have come
 * @csspart more - the button that loads more
 */
export class EtalaseTransactions extends PersonalElement {
  static override styles: CSSResult[] = [
    ...PersonalElement.styles,
    pictureStyles,
    pagedListStyles,
    statusChipStyles,
    transactionsStyles,
  ];

  protected override get feed(): FeedStore<Transaction> | null {
    return this.shop && transactionFeed(this.shop);
  }

  protected override renderContent(): unknown {
    return html`<slot name="header">${renderHeading(this.say('transactions'))}</slot> ${
        this.isGuest
          ? this.renderGuest(this.say('guestTransactions'))
          : this.renderFeed(this.feed, {
              skeleton: () => html`<div class="list">${renderSkeletonRows(rowSkeleton)}</div>`,
              empty: () =>
                this.renderEmpty(
                  this.say('noTransactions'),
                  html`<span>${this.say('noTransactionsHint')}</span>`,
                ),
              ready: (feed) => this.renderTransactions(feed),
            })
      }`;
  }

  private renderTransactions(feed: ReadyFeed<Transaction>) {
    return html`<ul class="list" part="list">
        ${feed.rows.map((row) => html`<li>${this.renderTransaction(row)}</li>`)}
      </ul>
      ${this.feed && renderLoadMore(feed, this.feed, this.say)}`;
  }

  private renderTransaction(row: Transaction) {
    const link = row.link_transaksi;
    const words = this.renderRowContent(row);
    return link === null
      ? html`<div class="row" part="row">${words}</div>`
      : html`<a class="row" part="row" href=${link}>${words}</a>`;
  }

  private renderRowContent({
    nama_barang,
    nomor_pembayaran,
    tanggal,
    url_gambar_produk,
    status_bayar,
    status_pengiriman,
  }: Transaction) {
    const number = this.say('orderNumber', { n: nomor_pembayaran });
    const date = parseApiDate(tanggal, this.settings.language);
    return html`<span class="thumb" part="image">
        <span class="picture">${renderImage(url_gambar_produk)}</span>
      </span>
      <span class="what">
        <span class="title" part="title" dir="auto">${nama_barang || number}</span>
        <span class="about muted">
          ${renderDate(tanggal, date)}${tanggal && nama_barang && ' · '}
          ${nama_barang && html`<span part="number">${number}</span>`}
        </span>
        <span class="chips">${renderStatuses(status_bayar, status_pengiriman)}</span>
      </span>`;
  }
}

const rowSkeleton = html`<div class="row">
  <span class="thumb skeleton-shape"></span>
  <span class="what">
    <span class="skeleton-shape"></span><span class="skeleton-shape short"></span
    ><span class="skeleton-shape tag"></span>
  </span>
</div>`;

const FAILURE_WORDS = /batal|gagal|tolak|k[ae]dalu|expired|refund/;
/** Words that turn a good one round: `belum lunas`. */
const NEGATING_WORDS = /belum|tidak|menunggu/;
const SUCCESS_WORDS = /lunas|selesai|sukses|berhasil|diterima|terkirim|sampai/;

/** The shop's words are free; those without a meaning known here stay neutral. */
function toneOf(status: string): 'good' | 'bad' | 'plain' {
  if (FAILURE_WORDS.test(status)) return 'bad';
  return SUCCESS_WORDS.test(status) && !NEGATING_WORDS.test(status) ? 'good' : 'plain';
}

function renderStatuses(payment: string, delivery: string) {
  const isSame = payment.toLowerCase() === delivery.toLowerCase();
  return [payment, isSame ? '' : delivery].map((status) =>
    status
      ? html`<span class="status ${toneOf(status.toLowerCase())}" part="status" dir="auto"
          >${status.charAt(0).toUpperCase()}${status.slice(1)}</span
        >`
      : nothing,
  );
}
