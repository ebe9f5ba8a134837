export interface SnapcartOrder {
  readonly request_id: string;
  readonly reference: string;
  readonly product_code: string;
  readonly item_code: string;
  readonly user_input: Readonly<Record<string, string>>;
  /** Whole rupiah. */
  readonly price: number;
  status: 'pending' | 'done' | 'failed';
  readonly created_at: string;
  updated_at: string;
}

/** What an inquiry answered; its payment names it by its `request_id`. */
export interface SnapcartInquiry {
  readonly product_code: string;
  readonly bill_number: string;
  /** Whole rupiah. */
  readonly amount: number;
  /** ms since 1970 */
  readonly expiresAt: number;
}

export interface SnapcartState {
  /** The shop's deposit, whole rupiah. */
  balance: number;
  /** By `request_id`. */
  readonly orders: Map<string, SnapcartOrder>;
  /** By `request_id`. */
  readonly inquiries: Map<string, SnapcartInquiry>;
}
