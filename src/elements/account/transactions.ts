import type { CSSResult } from 'lit';
import { html } from 'lit';
import type { Transaction } from '../../open-api/transactions.js';
import { transactionFeed } from '../../stores/histories.js';
import type { FeedStore } from '../../stores/feed.js';
import { parseApiDate } from '../../texts/dates.js';
import type { Say } from '../../texts/texts.js';
import { renderImage } from '../ui/image.js';
import { renderSkeletonRows, renderDate } from '../ui/paged-list.js';
import { renderStatusChip } from '../ui/status-chip.js';
import { PersonalElement } from '../base/personal-element.js';
import { loadMoreStyles } from '../ui/load-more.styles.js';
import { pagedListStyles } from '../ui/paged-list.styles.js';
import { pictureStyles } from '../ui/picture.styles.js';
import { rowCardStyles } from '../ui/row-card.styles.js';
import { statusChipStyles } from '../ui/status-chip.styles.js';
import { statusText, toneOf } from './transaction-status.js';
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
    loadMoreStyles,
    rowCardStyles,
    statusChipStyles,
    transactionsStyles,
  ];

  protected override get feed(): FeedStore<Transaction> | null {
    return this.shop && transactionFeed(this.shop);
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
        <span class="chips">${renderStatuses(status_bayar, status_pengiriman, this.say)}</span>
      </span>`;
  }

  protected override renderContent(): unknown {
    return this.renderPagedList(this.feed, {
      heading: 'transactions',
      guest: 'guestTransactions',
      empty: 'noTransactions',
      emptyHint: 'noTransactionsHint',
      skeleton: () => html`<div class="list">${renderSkeletonRows(rowSkeleton)}</div>`,
      rows: (rows) =>
        html`<ul class="list" part="list">
          ${rows.map((row) => html`<li>${this.renderTransaction(row)}</li>`)}
        </ul>`,
    });
  }
}

const rowSkeleton = html`<div class="row">
  <span class="thumb skeleton-shape"></span>
  <span class="what">
    <span class="skeleton-shape"></span><span class="skeleton-shape short"></span
    ><span class="skeleton-shape tag"></span>
  </span>
</div>`;

function renderStatuses(payment: string, delivery: string, say: Say) {
  const [first, second] = [payment, delivery].map((status) => statusText(status, say));
  const shown = first === second ? [payment] : [payment, delivery];
  return shown
    .filter((status) => status !== '')
    .map((status) => renderStatusChip(statusText(status, say), toneOf(status)));
}
