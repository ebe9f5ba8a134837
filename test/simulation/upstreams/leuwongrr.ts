/** The part of LeuwongRR's API that the proxy uses. A repeated key returns the same invoice. */
import {
  toText,
  type ProviderOrder,
  type Reply,
  type UpstreamParts,
  type UpstreamCall,
} from './upstream.js';

const succeeded = (data: unknown, status = 200): Reply => ({
  status,
  body: { success: true, message: 'ok', data },
});
const failed = (status: number, code: string): Reply => ({
  status,
  body: { success: false, message: code, error: { code } },
});

const PRICE = 12_500;
const STATUS_WORDS = { pending: 'pending', done: 'paid', failed: 'expired' } as const;

export function createLeuwongrr(parts: UpstreamParts) {
  const orders: ProviderOrder[] = [];
  const ordersOf = (reference: string) => orders.filter((each) => each.reference === reference);

  function create({ body, headers }: UpstreamCall): Reply {
    const reference = headers['idempotency-key'] ?? '';
    const [existing] = ordersOf(reference);
    if (existing) return succeeded({ invoice: toInvoice(existing), idempotent: true });
    if (toText(body['roblox_username']).startsWith('tidakada'))
      return failed(422, 'ROBLOX_VALIDATION_FAILED');
    const made: ProviderOrder = {
      reference,
      handle: `INV${String(orders.length + 1)}`,
      cost: PRICE,
      callbackUrl: null,
      at: parts.now(),
      state: 'pending',
      isPartlyDone: false,
      voucher: null,
    };
    orders.push(made);
    parts.onOrderCreated(made);
    return { ...succeeded({ invoice: toInvoice(made), idempotent: false }, 201), hasEffect: true };
  }

  function handle(call: UpstreamCall): Reply {
    if (call.method === 'POST' && call.path === '/me/orders') return create(call);
    const [, code] = /^\/me\/invoices\/([^/]+)\/status$/.exec(call.path) ?? [];
    const found = orders.find(
      (order) => order.handle === code && order.at <= parts.now() - parts.lag(),
    );
    return found ? succeeded({ invoice: toInvoice(found) }) : failed(404, 'NOT_FOUND');
  }

  return { handle, orders, ordersOf };
}

/** The status of a partly done order is not documented. */
const toInvoice = ({ handle, cost, state, isPartlyDone }: ProviderOrder) => ({
  invoice_code: handle,
  payment_status: isPartlyDone ? 'verifying' : STATUS_WORDS[state],
  amount: cost,
  invoice_url: `https://leuwongrr.example/invoice/${handle}`,
});
