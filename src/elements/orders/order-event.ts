import type { Order } from '../../proxy/contract.js';

/** An order at the proxy was placed or has changed. */
export class EtalaseOrderEvent extends Event {
  constructor(readonly order: Order) {
    super('etalase-order', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'etalase-order': EtalaseOrderEvent;
  }
}
