/** The browser recognises the notes that the proxy writes into a member's history. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { readTransferNote } from '../../../src/elements/account/transfer-note.js';
import { correctionTag, createTransferTags } from '../../../src/proxy/orders/transfer-tags.js';

const mac = (purpose: string, text: string) =>
  createHmac('sha256', 'key').update(`${purpose}:${text}`).digest('base64url');

describe('a note of a transfer', () => {
  it('is recognised by its tag, whatever the tag’s letters are', () => {
    for (let i = 0; i < 500; i++) {
      const { debit_tag, refund_tag } = createTransferTags(mac, `order-${i}`);
      const debit = readTransferNote(`${debit_tag} Mobile Legends 86 Diamonds`);
      assert.deepEqual(debit, { isRefund: false, description: 'Mobile Legends 86 Diamonds' });
      const correction = correctionTag({ id: `order-${i}`, callback_key: 'secret' });
      assert.notEqual(correction, refund_tag);
      for (const tag of [refund_tag, correction]) {
        const refund = readTransferNote('', `${tag} Saldo kembali: Pulsa 5.000`);
        assert.deepEqual(refund, { isRefund: true, description: 'Pulsa 5.000' });
      }
    }
  });

  it('is nobody else’s note', () => {
    for (const text of [
      '',
      'Bonus',
      'etld',
      'etldoraemon',
      'x etldA1b2C3d4E5f6G7h8I9j0K1l2',
      'Saldo (kembali)',
    ]) {
      assert.equal(readTransferNote(text), null, text);
    }
  });
});
