/** LeuwongRR, as far as the proxy asks it: a key that was used gives the invoice it made. */
import {
  textOf,
  type ProviderOrder,
  type Reply,
  type Surroundings,
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
const WORDS = { pending: 'pending', done: 'paid', failed: 'expired' } as const;

export function createLeuwongrr(parts: Surroundings) {
  const orders: ProviderOrder[] = [];
  const ordersOf = (reference: string) => orders.filter((each) => each.reference === reference);

  function create({ body, headers }: UpstreamCall): Reply {
    const reference = headers['idempotency-key'] ?? '';
    const [known] = ordersOf(reference);
    if (known) return succeeded({ invoice: invoiceOf(known), idempotent: true });
    if (textOf(body['roblox_username']).startsWith('tidakada'))
      return failed(422, 'ROBLOX_VALIDATION_FAILED');
    const made: ProviderOrder = {
      reference,
      handle: `INV${String(orders.length + 1)}`,
      cost: PRICE,
      callbackUrl: null,
      at: parts.now(),
      state: 'pending',
      isHalfDone: false,
      voucher: null,
    };
    orders.push(made);
    parts.made(made);
    return { ...succeeded({ invoice: invoiceOf(made), idempotent: false }, 201), hasEffect: true };
  }

  function handle(call: UpstreamCall): Reply {
    if (call.method === 'POST' && call.path === '/me/orders') return create(call);
    const [, code] = /^\/me\/invoices\/([^/]+)\/status$/.exec(call.path) ?? [];
    const found = orders.find(
      (order) => order.handle === code && order.at <= parts.now() - parts.lag(),
    );
    return found ? succeeded({ invoice: invoiceOf(found) }) : failed(404, 'NOT_FOUND');
  }

  return { handle, orders, ordersOf };
}

/** While it is half done its word is on no list. */
const invoiceOf = ({ handle, cost, state, isHalfDone }: ProviderOrder) => ({
  invoice_code: handle,
  payment_status: isHalfDone ? 'verifying' : WORDS[state],
  amount: cost,
  invoice_url: `https://leuwongrr.example/invoice/${handle}`,
});
