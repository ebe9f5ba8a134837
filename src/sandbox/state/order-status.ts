/** The statuses an order can be set to. `paid` and `expired` exist for invoices only. */
export const orderStatuses = ['pending', 'paid', 'done', 'failed', 'expired'] as const;
export type OrderStatus = (typeof orderStatuses)[number];
