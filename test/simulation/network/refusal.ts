import type { RandomSource } from '../random-source.js';
import type { Reply, UpstreamName } from '../upstreams/upstream.js';
import type { Substitute } from './faults.js';

/** A refusal in the format of each upstream. */
export function refusal(
  name: UpstreamName,
  status: Exclude<Substitute, 'another' | 'suppliers-own'>,
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

/** A refusal of an order that concerns its supplier alone. */
export function suppliersOwnRefusal(name: UpstreamName, random: RandomSource): Reply {
  if (name === 'snapcart') {
    const status = random.pick([402, 404, 404]);
    return { status, body: { status_code: String(status), status_message: 'no', error: 'no' } };
  }
  const code = random.pick([
    'PRODUCT_EMPTY',
    'PROVIDER_INACTIVE',
    'PRICE_NOT_MATCH',
    'STOCK_NOT_FOUND',
    'INSUFFICIENT_BALANCE',
  ]);
  return { status: 400, body: { code, data: null } };
}
