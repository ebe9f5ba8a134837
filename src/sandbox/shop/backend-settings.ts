import { z } from 'zod';
import { memberSettings } from '../state/members.js';

/** How a shop's upstreams behave; all of it can be changed while the sandbox runs. */
export const backendSettings = z.strictObject({
  /** Milliseconds until an order ends by itself; null: orders end on command only. */
  settleMs: z.int().min(0).nullable().default(1_500),
  /** How orders end by themselves. */
  settleAs: z.enum(['done', 'failed']).default('done'),
  /** Closed API requests a day; null: no limit. */
  closedQuota: z.int().min(0).nullable().default(null),
  /** The shop's plan, as `/aplikasi/info` names it; only `pro` is an assumption. */
  premium: z
    .strictObject({ status: z.string(), until: z.string() })
    .default({ status: 'pro', until: '2099-12-31' }),
  /** Minimum milliseconds between two changes of one member's saldo. */
  saldoPauseMs: z.int().min(0).default(5_000),
  /**
   * Rupiah by which the answer to a change of a saldo differs from what was changed. The owner's example
   * asks for 20000 and answers 30000.
   */
  saldoEchoOffset: z.int().default(0),
  /** Which histories repeat `catatan_saldo`; for `riwayat_saldo` the real answer is unknown. */
  notesInHistory: z
    .strictObject({
      catatan: z.boolean().default(true),
      riwayat: z.boolean().default(false),
    })
    .default({ catatan: true, riwayat: false }),
  /** Whether the documented rate limits of Lapakgaming and LeuwongRR apply. */
  rateLimits: z.boolean().default(true),
  /** Whether a repeated `partner_reference_id` is refused; public clients contradict each other. */
  lapakgamingDeduplicates: z.boolean().default(false),
  /** Milliseconds until an unpaid LeuwongRR invoice expires. */
  invoiceMs: z.int().min(0).default(86_400_000),
  /** Where callbacks are sent; an order's `override_callback_url` takes precedence. */
  callbackUrls: z
    .strictObject({
      lapakgaming: z.url().optional(),
      lapakgamingProduct: z.url().optional(),
      snapcart: z.url().optional(),
      bukaolshop: z.url().optional(),
      /** For changes of a transaction's status, where they go to an address of their own. */
      bukaolshopStatus: z.url().optional(),
    })
    .default({}),
  /** How bukaOlshop encodes its callbacks; the documentation does not say. */
  callbackEncoding: z.enum(['form', 'multipart', 'json']).default('form'),
  /** Whether `batal_dan_refund` also pays back what was never paid; the documentation does not say. */
  refundsUnpaid: z.boolean().default(false),
});

export type BackendSettings = z.output<typeof backendSettings>;

/** The settings from which a shop's backend state is created. */
export const initialStateSettings = {
  members: z.array(memberSettings).default([]),
  /** The shop's deposits, whole rupiah. */
  lapakgamingBalance: z.int().min(0).default(100_000_000),
  snapcartBalance: z.int().min(0).default(100_000_000),
};
