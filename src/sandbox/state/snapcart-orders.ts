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

export interface SnapcartState {
  /** The shop's deposit, whole rupiah. */
  balance: number;
  /** By `request_id`. */
  readonly orders: Map<string, SnapcartOrder>;
}
