import type { CSSResult, PropertyDeclarations } from 'lit';
import { html } from 'lit';
import type { PointNote, SaldoNote } from '../../open-api/notes.js';
import { pointFeed, saldoFeed } from '../../stores/histories.js';
import type { FeedStore } from '../../stores/feed.js';
import type { DisplayDate } from '../../texts/dates.js';
import { parseApiDate } from '../../texts/dates.js';
import { formatNumber, formatRupiah } from '../../texts/format.js';
import { chevronIcon } from '../ui/icons/account-icons.js';
import { renderDate } from '../ui/paged-list.js';
import { PersonalElement } from '../base/personal-element.js';
import { renderHistorySkeleton } from './history-skeleton.js';
import { loadMoreStyles } from '../ui/load-more.styles.js';
import { pagedListStyles } from '../ui/paged-list.styles.js';
import { historyRowStyles } from './history-row.styles.js';
import { readTransferNote } from './transfer-note.js';

/** A row of either history, formatted for display. */
interface HistoryRow {
  readonly title: string;
  readonly note: string;
  readonly amount: string;
  /** `tambah` or `kurang`; the API documents no other, but other text is possible */
  readonly kind: string;
  /** the balance after this change; `''` if the shop does not report it */
  readonly balanceAfter: string;
  readonly dateText: string;
  readonly date: DisplayDate | null;
  readonly link: string | null;
}

const AMOUNT_SIGNS = new Map([
  ['tambah', '+'],
  ['kurang', '\u2212'],
]);

/**
 * The history of the shopper's saldo or points.
 *
 * @tag etalase-ledger
 * @attr {'saldo' | 'poin'} [type=saldo] - which history
 * @slot header - replaces the heading
 * @fires etalase-error - something could not be shown
 * @csspart heading - the heading
 * @csspart month - the month above its rows
 * @csspart row - one change
 * @csspart title - what happened
 * @csspart note - the shop's own words about it
 * @csspart date - when
 * @csspart amount - how much, with its sign
 * @csspart after - what there was after it
 * @csspart more - the button that loads more
 */
export class EtalaseLedger extends PersonalElement {
  static override styles: CSSResult[] = [
    ...PersonalElement.styles,
    pagedListStyles,
    loadMoreStyles,
    historyRowStyles,
  ];

  static override properties: PropertyDeclarations = { type: {} };

  declare type: string | null;

  private get isPoints(): boolean {
    return this.type?.trim().toLowerCase() === 'poin';
  }

  protected override get feed(): FeedStore<SaldoNote> | FeedStore<PointNote> | null {
    return this.isPoints ? this.points : this.saldo;
  }

  private get saldo(): FeedStore<SaldoNote> | null {
    return this.shop && saldoFeed(this.shop);
  }

  private get points(): FeedStore<PointNote> | null {
    return this.shop && pointFeed(this.shop);
  }

  private readSaldo(row: SaldoNote): HistoryRow {
    const { saldo_terakhir, tanggal } = row;
    return {
      ...this.describeSaldo(row),
      amount: formatRupiah(row.jumlah_dana),
      kind: row.tipe_jumlah.toLowerCase(),
      balanceAfter:
        saldo_terakhir === null
          ? ''
          : this.say('saldoAfter', { amount: formatRupiah(saldo_terakhir) }),
      dateText: tanggal,
      date: parseApiDate(tanggal, this.settings.language),
      link: row.link_transaksi,
    };
  }

  /** Transfers of the purchase proxy are named by what was bought, without their tag. */
  private describeSaldo({ informasi_catatan, catatan_saldo }: SaldoNote) {
    const transfer = readTransferNote(catatan_saldo, informasi_catatan);
    if (!transfer) return { title: informasi_catatan || this.say('saldo'), note: catatan_saldo };
    const kind = this.say(transfer.isRefund ? 'saldoReturned' : 'saldoTopup');
    return { title: [kind, transfer.description].filter(Boolean).join(' · '), note: '' };
  }

  private readPoints(row: PointNote): HistoryRow {
    const { kategori_poin, total_poin_terakhir, tanggal_poin } = row;
    return {
      title: kategori_poin || this.say('points'),
      note: '',
      amount: formatNumber(row.jumlah_poin),
      kind: row.tipe_jumlah.toLowerCase(),
      balanceAfter:
        total_poin_terakhir === null
          ? ''
          : this.say('pointsAfter', { amount: formatNumber(total_poin_terakhir) }),
      dateText: tanggal_poin,
      date: parseApiDate(tanggal_poin, this.settings.language),
      link: row.link_transaksi,
    };
  }

  protected override renderContent(): unknown {
    return this.isPoints
      ? this.renderPagedList(this.points, {
          heading: 'pointHistory',
          guest: 'guestPoin',
          empty: 'noPoints',
          emptyHint: 'noPointsHint',
          skeleton: renderHistorySkeleton,
          rows: (rows) => renderMonths(rows.map((row) => this.readPoints(row))),
        })
      : this.renderPagedList(this.saldo, {
          heading: 'saldoHistory',
          guest: 'guestSaldo',
          empty: 'noSaldo',
          emptyHint: 'noSaldoHint',
          skeleton: renderHistorySkeleton,
          rows: (rows) => renderMonths(rows.map((row) => this.readSaldo(row))),
        });
  }
}

interface MonthGroup {
  /** `''` over rows whose date cannot be read */
  readonly name: string;
  readonly rows: HistoryRow[];
}

/** Groups adjacent rows of the same month. The shop's order stays. */
function groupByMonth(rows: readonly HistoryRow[]): readonly MonthGroup[] {
  const months: MonthGroup[] = [];
  for (const row of rows) {
    const name = row.date?.month ?? '';
    const last = months[months.length - 1];
    if (last?.name === name) last.rows.push(row);
    else months.push({ name, rows: [row] });
  }
  return months;
}

const renderMonths = (rows: readonly HistoryRow[]) => groupByMonth(rows).map(renderMonth);

const renderMonth = ({ name, rows }: MonthGroup) =>
  html`${name && html`<h3 class="month" part="month">${name}</h3>`}
    <ul>
      ${rows.map((row) => html`<li>${renderHistoryRow(row)}</li>`)}
    </ul>`;

function renderHistoryRow(row: HistoryRow) {
  const { link } = row;
  return link === null
    ? html`<div class="row" part="row">${renderRowContent(row)}<span class="chevron"></span></div>`
    : html`<a class="row" part="row" href=${link}>${renderRowContent(row)}${chevronIcon}</a>`;
}

const renderRowContent = ({
  title,
  note,
  amount,
  kind,
  balanceAfter,
  dateText,
  date,
}: HistoryRow) =>
  html`<span class="what">
      <span class="title" part="title" dir="auto">${title}</span>
      ${note && html`<span class="muted" part="note" dir="auto">${note}</span>`}
      ${renderDate(dateText, date)}
    </span>
    <span class="money">
      <span class="amount ${kind === 'tambah' ? 'in' : ''}" part="amount">
        ${AMOUNT_SIGNS.get(kind)}${amount}
      </span>
      ${balanceAfter && html`<span class="muted" part="after">${balanceAfter}</span>`}
    </span>`;
