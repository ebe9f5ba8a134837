/** Mistakes that store a secret in plain, or show a shopper the orders of another. */
import { mutation } from './mutation.js';

export const SECRECY_MUTATIONS = [
  mutation('the PIN is written into the row', [
    'routes/order-routes.ts',
    'hasPin: pin !== undefined,',
    `hasPin: pin !== undefined,
    ...(pin !== undefined && { fields: { ...fields, pin } }),`,
  ]),
  mutation("a shopper's token is written in plain", [
    'orders/intake.ts',
    `    shopper_secret: await keys.encrypt(shopper.token),`,
    `    shopper_secret: await Promise.resolve(shopper.token),`,
  ]),
  mutation('a voucher is written in plain', [
    'orders/steps/follow.ts',
    'outcome.voucher === null ? null : await context.encrypt(outcome.voucher);',
    'outcome.voucher;',
  ]),
  mutation('every shopper sees all orders, with their vouchers', [
    'routes/order-routes.ts',
    `listOrders(database.db, { shopper }, PAGE_SIZE + 1, cursor)`,
    `listOrders(database.db, {}, PAGE_SIZE + 1, cursor)`,
  ]),
];
