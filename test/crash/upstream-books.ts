/** The part of the upstreams' books that the audit compares with the ledger. */
import { z } from 'zod';

const change = z.object({
  tipe: z.enum(['tambah', 'kurang']),
  jumlah: z.number(),
  catatan_saldo: z.string(),
});
export type SaldoChange = z.infer<typeof change>;

export const booksSchema = z.object({
  members: z.array(
    z.object({
      id_user: z.string(),
      saldo: z.number(),
      opening: z.number(),
      changes: z.array(change),
    }),
  ),
  lapakgaming: z.object({
    orders: z.array(z.object({ reference: z.string(), status: z.string() })),
  }),
  snapcart: z.object({
    orders: z.array(z.object({ reference: z.string(), status: z.string() })),
  }),
  leuwongrr: z.object({
    orders: z.array(
      z.object({
        invoice: z.string(),
        idempotency_key: z.string().nullable(),
        status: z.string(),
      }),
    ),
  }),
});
export type Books = z.infer<typeof booksSchema>;

export interface ProviderOrder {
  readonly reference: string;
  readonly isDelivered: boolean;
}

/** The orders of all providers. */
export function providerOrdersIn({
  lapakgaming,
  snapcart,
  leuwongrr,
}: Books): readonly ProviderOrder[] {
  const toProviderOrder = (reference: string, status: string): ProviderOrder => ({
    reference,
    isDelivered: ['SUCCESS', 'done', 'completed'].includes(status),
  });
  return [
    ...[...lapakgaming.orders, ...snapcart.orders].map(({ reference, status }) =>
      toProviderOrder(reference, status),
    ),
    ...leuwongrr.orders.map(({ idempotency_key, status }) =>
      toProviderOrder(idempotency_key ?? '', status),
    ),
  ];
}
