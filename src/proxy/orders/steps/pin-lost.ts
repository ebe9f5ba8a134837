import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';

/** Whether the order needs a PIN that is not in the memory of this process. */
export const isPinLost = ({ pins }: OrderContext, { id, pin_node }: OrderRow): boolean =>
  pin_node !== null && !pins.has(id);
