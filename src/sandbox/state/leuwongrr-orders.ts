/** Only `pending` is documented; the other words are assumptions. */
export type PaymentStatus = 'pending' | 'paid' | 'completed' | 'failed' | 'expired';

export interface LeuwongrrOrder {
  readonly invoice: string;
  readonly idempotency_key: string | null;
  readonly order_type: string;
  readonly roblox_username: string;
  readonly place_id: number;
  readonly roblox_pass_id: number;
  readonly client_reference: string | null;
  /** Whole rupiah; set by LeuwongRR, never by the client. */
  readonly amount: number;
  readonly invoice_url: string;
  status: PaymentStatus;
  /** Milliseconds since 1970 from which the invoice can no longer be paid. */
  readonly expires: number;
  readonly created_at: string;
}

export interface LeuwongrrState {
  /** By invoice code. */
  readonly orders: Map<string, LeuwongrrOrder>;
  /** The invoice of each `Idempotency-Key`. */
  readonly byKey: Map<string, string>;
}
