import { z } from 'zod';

/** A member as a test asks for one. */
export const memberSettings = z.strictObject({
  id_user: z.string().regex(/^\d{1,12}$/),
  token_user: z.string().min(1),
  email_user: z.email(),
  nama_user: z.string().min(1),
  /** Whole rupiah. */
  saldo: z.int().min(0),
  pin: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** Whether a debit without a PIN is refused. */
  pinRequired: z.boolean().default(false),
});

/** How the closed interfaces of a shop behave; all of it can be changed while it runs. */
export const backendSettings = z.strictObject({
  /** Milliseconds until an order ends by itself; null: only on command. */
  settleMs: z.int().min(0).nullable().default(1_500),
  /** How orders end by themselves. */
  settleAs: z.enum(['done', 'failed']).default('done'),
  /** Closed API requests a day; null: without end. */
  closedQuota: z.int().min(0).nullable().default(null),
  /** Milliseconds between two changes of one member's saldo. */
  saldoPauseMs: z.int().min(0).default(5_000),
  /** Where `catatan_saldo` can be read again; for `riwayat_saldo` nobody knows. */
  notesInHistory: z
    .strictObject({
      catatan: z.boolean().default(true),
      riwayat: z.boolean().default(false),
    })
    .default({ catatan: true, riwayat: false }),
  /** Whether the documented rate limits of Lapakgaming and LeuwongRR hold. */
  rateLimits: z.boolean().default(true),
  /** Whether a repeated `partner_reference_id` is refused; public clients contradict each other. */
  lapakgamingDeduplicates: z.boolean().default(false),
  /** Milliseconds that an invoice of LeuwongRR can be paid. */
  invoiceMs: z.int().min(0).default(86_400_000),
  /** Where is called back, beside `override_callback_url`. */
  callbackUrls: z
    .strictObject({
      lapakgaming: z.url().optional(),
      lapakgamingProduct: z.url().optional(),
      snapcart: z.url().optional(),
      bukaolshop: z.url().optional(),
    })
    .default({}),
});

export type BackendSettings = z.output<typeof backendSettings>;

/** What a world begins with. */
export const initialStateSettings = {
  members: z.array(memberSettings).default([]),
  /** The shop's deposits, whole rupiah. */
  lapakgamingBalance: z.int().min(0).default(100_000_000),
  snapcartBalance: z.int().min(0).default(100_000_000),
};
