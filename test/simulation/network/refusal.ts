import type { RandomSource } from '../random-source.js';
import type { Reply, UpstreamName } from '../upstreams/upstream.js';
import type { Substitute } from './faults.js';

/** A refusal in the format of each upstream. */
export function refusal(
  name: UpstreamName,
  status: Exclude<Substitute, 'another' | 'suppliers-own' | 'refused'>,
): Reply {
  switch (name) {
    case 'open':
    case 'closed':
      return { status, body: { code: status, status: 'limit' } };
    case 'lapakgaming':
      return {
        status,
        body: { code: status === 401 ? 'UNAUTHORIZED' : 'SYSTEM_ERROR', data: null },
      };
    case 'snapcart':
      return { status, body: { status_code: String(status), status_message: 'no', error: 'no' } };
    case 'leuwongrr':
      return { status, body: { success: false, message: 'no' } };
  }
}

/** Certain refusals of an order: those that concern the supplier alone, and all others. */
const REFUSALS_BY_SUPPLIER = {
  lapakgaming: {
    'suppliers-own': [
      'PRODUCT_EMPTY',
      'PROVIDER_INACTIVE',
      'PRICE_NOT_MATCH',
      'STOCK_NOT_FOUND',
      'INSUFFICIENT_BALANCE',
    ],
    refused: ['USER_ID_EMPTY', 'NOT_ALLOWED'],
  },
  snapcart: { 'suppliers-own': [402, 404], refused: [400, 410] },
} as const;

export function certainRefusal(
  name: UpstreamName,
  kind: 'suppliers-own' | 'refused',
  random: RandomSource,
): Reply {
  if (name === 'snapcart') {
    const status = random.pick<number>(REFUSALS_BY_SUPPLIER.snapcart[kind]);
    return { status, body: { status_code: String(status), status_message: 'no', error: 'no' } };
  }
  const code = random.pick<string>(REFUSALS_BY_SUPPLIER.lapakgaming[kind]);
  return { status: 400, body: { code, data: null } };
}
