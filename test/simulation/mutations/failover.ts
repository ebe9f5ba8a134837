/** Mistakes in going on to another supplier, and in what becomes of the attempts before. */
import { mutation } from './mutation.js';

const NEXT = 'orders/steps/next-offer.ts';
const OFFERS = 'ledger/order-offers.ts';
const PLACE = 'orders/steps/place.ts';
const ATTEMPTS = 'ledger/attempts.ts';

export const FAILOVER_MUTATIONS = [
  mutation('another supplier is asked after an unknown answer', [
    PLACE,
    `return recordUnknown(context, order, outcome.code);`,
    `return recordRefusal(context, order, { kind: 'refused', reason: 'provider_refused', code: outcome.code, isSuppliersOwn: true });`,
  ]),
  mutation('another supplier is asked when one asks to wait', [
    PLACE,
    `return placeLater(context, order, outcome.retryAfterMs ?? 0);`,
    `return recordRefusal(context, order, { kind: 'refused', reason: 'provider_refused', code: 'later', isSuppliersOwn: true });`,
  ]),
  mutation('another supplier is asked after a refusal of the account', [
    NEXT,
    `  isSuppliersOwn === true && nextOfferColumns(order) !== null;`,
    `  isSuppliersOwn !== false && nextOfferColumns(order) !== null;`,
  ]),
  mutation('a later attempt has the reference of the first', [
    ATTEMPTS,
    `  attempt_number === 1\n    ? id`,
    `  attempt_number >= 1\n    ? id`,
  ]),
  mutation('a later attempt has no row', [
    ATTEMPTS,
    `if (after.state === 'PLACING') return`,
    `if (after.state === 'PLACING' && after.attempt_number === 1) return`,
  ]),
  mutation(
    'an offer that is dearer than the price is taken',
    [OFFERS, `    cost <= price && mapFields(`, `    cost <= price * 9 && mapFields(`],
    [
      'orders/quoted-offers.ts',
      `price !== null && offer.cost <= price;`,
      `price !== null && offer.cost <= price * 9;`,
    ],
  ),
  mutation('an order goes back to an offer that it has left', [
    OFFERS,
    `    ...offerColumns(fieldNames, left),`,
    `    ...offerColumns(fieldNames, order.state === 'PLACING' ? [...left, next] : left),`,
  ]),
  mutation('a later supplier gets the fields by the names of the page', [
    'ledger/order-fields.ts',
    `  const mapped = mapFields(names, fieldsOf(order));`,
    `  const mapped = mapFields(names && null, fieldsOf(order));`,
  ]),
  mutation('a refused attempt is not looked for before the next', [
    NEXT,
    `  if (!provider?.facts.canQueryByReference) return outcome;`,
    `  if (!provider?.facts.canQueryByReference || intent.version > 0) return outcome;`,
  ]),
  mutation('a callback about a former attempt reaches the current one', [
    'ledger/named-handles.ts',
    `    .where('attempt_number', '=', number)\n`,
    '',
  ]),
  mutation('a callback counts for the current attempt, whichever it names', [
    'routes/callback-routes.ts',
    `reference === null || each.reference === reference);`,
    `reference === null || each === attempts[0]);`,
  ]),
  mutation('an order that has left a supplier is not watched', [
    'orders/steps/transitions.ts',
    `  attempt > 1 && paid_by !== 'invoice'`,
    `  attempt > 99 && paid_by !== 'invoice'`,
  ]),
  mutation('only the last attempt is watched', [
    'orders/steps/late-delivery.ts',
    `  const former = rows\n    .filter((row) => !isLast(row) && row.found_at === null)`,
    `  const former = rows\n    .filter((row) => !isLast(row) && row.found_at !== null)`,
  ]),
];
