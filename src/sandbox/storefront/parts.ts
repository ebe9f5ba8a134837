import { html } from 'hono/html';
import type { Html } from '../http/html-page.js';
import type { MemberMessage } from '../state/member-messages.js';
import type { Transaction } from '../state/transactions.js';

/** What was bought, as entries of a list of terms. */
export const transactionLines = ({ lines }: Transaction): Html[] =>
  lines.map(
    ({ nama_barang, jumlah_barang, catatan, nomor_resi }) =>
      html`<dt>${nama_barang} × ${jumlah_barang}</dt>
        <dd>${catatan}${nomor_resi === '' ? '' : `\nResi: ${nomor_resi}`}</dd>`,
  );

/** What members were told, newest first. */
export const messageList = (messages: readonly MemberMessage[]): Html =>
  messages.length === 0
    ? html`<p>Belum ada.</p>`
    : html`<dl>
        ${messages.toReversed().map(
          ({ kind, title, text }) =>
            html`<dt>${kind === 'chat' ? 'Chat' : `Notifikasi: ${title}`}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>`;
