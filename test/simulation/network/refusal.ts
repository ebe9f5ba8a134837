import type { Reply, UpstreamName } from '../upstreams/upstream.js';
import type { Substitute } from './faults.js';

/** A refusal in the format of each upstream. */
export function refusal(name: UpstreamName, status: Exclude<Substitute, 'another'>): Reply {
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
