/** Values of the column `stop`: why nothing is sold from a supplier. */
export type SupplierStop =
  /** It refused an order because the shop's deposit does not pay for it. */
  | 'deposit_empty'
  /** It refused the shop's key, or the address of this server. */
  | 'access_refused';
