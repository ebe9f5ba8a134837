/** LeuwongRR: Roblox game passes and private servers, paid by the shopper through an invoice. */
import type { Field } from '../../contract.js';
import type { Platform } from '../../platform.js';
import type { Settings } from '../../config/settings.js';
import { ANOTHER_ORDER, toQueryOutcome, toPlaceOutcome } from '../outcomes.js';
import {
  UNTOLD_NICKNAME,
  type Placement,
  type Provider,
  type ProviderProduct,
  type ProviderProductDetail,
} from '../provider.js';
import { createClient, type OrderBody } from './client.js';
import { readPaidOrderAnswer, readQueryAnswer, readPlaceAnswer } from './outcomes.js';

/** The two values of `order_type`; each has one item, whose price LeuwongRR computes. */
const PRODUCTS = [
  { code: 'gamepass', title: 'Roblox Gamepass' },
  { code: 'vip_server', title: 'Roblox VIP Server' },
] as const;

/** All are required ("Field yang diterima"). */
const FIELDS: readonly Field[] = [
  { name: 'roblox_username', label: 'Username Roblox', type: 'text', required: true },
  { name: 'place_id', label: 'Place ID', type: 'number', required: true },
  { name: 'roblox_pass_id', label: 'Gamepass ID', type: 'number', required: true },
];

/** Sandbox tokens begin so, production ones with `lrrp_` (LeuwongRR, "Create Order API"). */
const isTrialToken = (token: string): boolean => token.startsWith('lrrs_');

export function createLeuwongrr(
  settings: NonNullable<Settings['leuwongrr']>,
  platform: Platform,
  timeoutMs: number,
): Provider {
  const client = createClient(settings, platform, timeoutMs);
  const isTrial = isTrialToken(settings.token);
  const products = PRODUCTS.map(({ code, title }) => ({
    code,
    title: isTrial ? `${title} (uji coba)` : title,
    itemName: title,
    kind: 'robux' as const,
  }));

  return {
    name: 'leuwongrr',
    facts: {
      isIdempotent: true,
      canQueryByReference: false,
      rejectsChangedPrice: false,
      paidBy: 'invoice',
      canReadDeposit: false,
      ...(isTrial && { isTrial }),
    },

    listProducts: () => Promise.resolve({ kind: 'read', value: products }),

    listUnsold: () => Promise.resolve({ kind: 'read', value: [] }),

    getProduct(code) {
      const product = products.find((each) => each.code === code);
      return Promise.resolve(
        product
          ? { kind: 'read', value: toProductDetail(product) }
          : { kind: 'failed', code: 'not-found' },
      );
    },

    getNickname: () => Promise.resolve(UNTOLD_NICKNAME),

    msUntilPlaceable: () => client.msUntilPlaceable(),

    async placeOrder(placement) {
      const body = toOrderBody(placement);
      if (!body) return { kind: 'refused', reason: 'account_refused', code: 'not an id' };
      return toPlaceOutcome(await client.order(placement.reference, body), readPlaceAnswer);
    },

    async queryOrder({ handle, ...placed }) {
      if (handle === null) return { kind: 'unknown', code: 'no invoice' };
      const queried = { ...placed, handle };
      const outcome = toQueryOutcome(await client.invoiceStatus(handle), (answer) =>
        readQueryAnswer(queried, answer),
      );
      if (outcome.kind !== 'pending' || !outcome.isPaid) return outcome;
      const order = toQueryOutcome(await client.orderStatus(handle), (answer) =>
        readPaidOrderAnswer(queried, answer),
      );
      // That it is paid is known, whatever became of the second answer.
      return order.kind === 'unknown' && order !== ANOTHER_ORDER ? outcome : order;
    },

    async checkAccess() {
      const token = await client.validateToken();
      if (token.kind === 'failed') return token;
      const balance = await client.balance();
      return {
        kind: 'read',
        value: { balance: balance.kind === 'read' ? balance.value.balance : null },
      };
    },
  };
}

const toProductDetail = ({
  code,
  title,
  kind,
  itemName,
}: ProviderProduct & { readonly itemName: string }): ProviderProductDetail => ({
  code,
  title,
  kind,
  description: null,
  instruction: null,
  fields: FIELDS,
  items: [{ code, name: itemName, cost: null, available: true, seconds: null }],
  unsold: [],
});

const isId = (value: number) => Number.isSafeInteger(value) && value > 0;

/** `null` where an id is no safe integer: it would arrive as another id. */
function toOrderBody({ product, reference, fields }: Placement): OrderBody | null {
  const [place_id, roblox_pass_id] = [Number(fields.place_id), Number(fields.roblox_pass_id)];
  const { roblox_username } = fields;
  if (!roblox_username || !isId(place_id) || !isId(roblox_pass_id)) return null;
  return {
    order_type: product,
    roblox_username,
    place_id,
    roblox_pass_id,
    payment_method: 'invoice',
    client_reference: reference,
  };
}
