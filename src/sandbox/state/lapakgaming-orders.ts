export interface LapakgamingOrder {
  readonly tid: string;
  readonly reference: string;
  readonly product_code: string;
  readonly product_name: string;
  readonly user_id: string;
  readonly additional_id: string;
  /** Whole rupiah for all units. */
  readonly price: number;
  readonly count: number;
  readonly isVoucher: boolean;
  status: 'PENDING' | 'SUCCESS' | 'REFUNDED';
  vouchers: readonly string[];
  readonly callbackUrl: string | undefined;
  readonly created_at: string;
}

export interface LapakgamingState {
  /** The shop's deposit, whole rupiah. */
  balance: number;
  /** By `tid`. */
  readonly orders: Map<string, LapakgamingOrder>;
  /** The first `tid` of each `partner_reference_id`. */
  readonly byReference: Map<string, string>;
}
