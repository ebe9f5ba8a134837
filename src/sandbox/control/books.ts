import type { ShopBackend } from '../shop/shop-backend.js';

/** The orders and balances that one shop's upstreams hold, to compare with a proxy's ledger. */
export const readBooks = ({ state, callbacks }: ShopBackend) => ({
  members: [...state.members.values()].map(({ id_user, saldo, opening, changes }) => ({
    id_user,
    saldo,
    opening,
    changes: changes.map(({ id_perubahan, tipe, jumlah, catatan_saldo, nomor_pembayaran, at }) => ({
      id_perubahan,
      tipe,
      jumlah,
      catatan_saldo,
      nomor_pembayaran,
      at: new Date(at).toISOString(),
    })),
  })),
  lapakgaming: {
    balance: state.lapakgaming.balance,
    orders: [...state.lapakgaming.orders.values()].map(
      ({ callbackUrl: _secret, ...order }) => order,
    ),
  },
  snapcart: {
    balance: state.snapcart.balance,
    orders: [...state.snapcart.orders.values()],
  },
  leuwongrr: { orders: [...state.leuwongrr.orders.values()] },
  telegram: { messages: state.telegram.messages },
  transactions: [...state.transactions.values()].map(({ status, ...transaction }) => ({
    ...transaction,
    ...status,
  })),
  products: { edits: state.shopProducts.edits, deletions: state.shopProducts.deletions },
  messages: state.messages,
  callbacks,
});

export type Books = ReturnType<typeof readBooks>;
