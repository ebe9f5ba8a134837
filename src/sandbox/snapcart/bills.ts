/** Snapcart's bills: an inquiry tells the amount, and a payment names the inquiry. */
import type { ShopBackend } from '../shop/shop-backend.js';
import {
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { products, type Product } from './catalog.js';
import { failure, success } from './replies.js';

/** Assumption: how long an inquiry can be paid. */
const INQUIRY_LIFETIME_MS = 30 * 60_000;

export const BILL_TYPE = 'bpjs';

/** Seen in public clients; fields other than `request_id` and `bill_amount` are assumptions. */
export const postInquiry = ({ fields }: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const { bill_number, product_code, reference_id } = fields;
  const product = products.find((each) => each.product_code === product_code);
  if (product?.product_type !== BILL_TYPE) {
    return failure(404, 'Product not found', 'Inactive or invalid product_code');
  }
  if (typeof bill_number !== 'string' || !/^\d{6,20}$/.test(bill_number)) {
    return failure(400, 'Bad request', 'bill_number is invalid');
  }
  const request_id = `INQ${String(backend.nextId())}`;
  const changed = backend.state.productOverrides.get(`snapcart/${product.product_code}`);
  const amount = changed?.price ?? 35_000 * (1 + (Number(bill_number.slice(-1)) % 4));
  const expiresAt = backend.now() + INQUIRY_LIFETIME_MS;
  backend.state.snapcart.inquiries.set(request_id, {
    product_code: product.product_code,
    bill_number,
    amount,
    expiresAt,
  });
  return success({
    request_id,
    reference_id,
    bill_number,
    product_code,
    customer_name: 'RINA WULANDARI',
    period: '11/2026',
    bill_amount: amount,
    expired_at: new Date(expiresAt).toISOString(),
  });
};

export interface InquiredBill {
  readonly request_id: string;
  readonly item_code: string;
  readonly price: number;
}

/** Assumption: a payment names its inquiry by `request_id`, and keeps that id. */
export function findInquiredBill(
  request: UpstreamRequest,
  { product_code }: Product,
  backend: ShopBackend,
): InquiredBill | UpstreamReply {
  const request_id = textField(request, 'request_id');
  const { inquiries, orders } = backend.state.snapcart;
  const inquiry = inquiries.get(request_id);
  if (inquiry?.product_code !== product_code) {
    return failure(404, 'Inquiry not found', 'Unknown request_id');
  }
  if (inquiry.expiresAt <= backend.now() || orders.has(request_id)) {
    return failure(410, 'Inquiry expired', 'Inquiry expired');
  }
  return { request_id, item_code: product_code, price: inquiry.amount };
}
