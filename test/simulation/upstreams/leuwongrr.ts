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
const ORDER_WORDS = { pending: 'processing', done: 'completed', failed: 'failed' } as const;
/** Of a payment whose order has not ended; the first is not documented. */
const PARTLY_DONE_WORDS = ['verifying', 'paid'] as const;

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
    const [, code] =
      /^\/me\/(?:invoices\/([^/]+)\/status|orders\/([^/]+))$/.exec(call.path)?.filter(Boolean) ??
      [];
    const found = orders.find(
      (order) => order.handle === code && order.at <= parts.now() - parts.lag(),
    );
    if (!found) return failed(404, 'NOT_FOUND');
    const order = { status: ORDER_WORDS[found.isPartlyDone ? 'pending' : found.state] };
    return succeeded(
      call.path.startsWith('/me/orders/')
        ? { invoice: toInvoice(found), order }
        : { invoice: toInvoice(found) },
    );
  }

  return { handle, orders, ordersOf };
}

const toInvoice = ({ handle, cost, state, isPartlyDone, at }: ProviderOrder) => ({
  invoice_code: handle,
  payment_status: isPartlyDone
    ? PARTLY_DONE_WORDS[at % PARTLY_DONE_WORDS.length]
    : STATUS_WORDS[state],
  amount: cost,
  invoice_url: `https://leuwongrr.example/invoice/${handle}`,
});
