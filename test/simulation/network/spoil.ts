/** What an answer may become before it is read. */
import type { RandomSource } from '../chance.js';
import type { Reply } from '../upstreams/upstream.js';
import type { Corruption } from './faults.js';
import { contradictoryRefusal } from './lies.js';
import type { UpstreamName } from './network.js';

/** Whether it still says what it said. */
export interface Spoiled {
  readonly status: number;
  readonly text: string;
  readonly isWhole: boolean;
}

/** Where the handle stands that proves an effect. */
const HANDLES = ['id_perubahan', 'tid', 'request_id', 'invoice_code'];

export function spoil(
  name: UpstreamName,
  reply: Reply,
  how: Corruption | undefined,
  random: RandomSource,
): Spoiled {
  const { status, hasEffect = false } = reply;
  const text = JSON.stringify(reply.body);
  switch (how) {
    case undefined:
      return { status, text, isWhole: true };
    case 'error':
      return { status: 500, text: '{"message":"Internal Server Error"}', isWhole: false };
    case 'html':
      return { status, text: '<html><h1>Sebentar, ya</h1></html>', isWhole: false };
    case 'cut':
      return { status, text: text.slice(0, random.integer(0, text.length - 1)), isWhole: false };
    case 'bare':
      return { status, text: without(text), isWhole: !hasEffect };
    case 'foreign':
      return { status, text: foreign(text), isWhole: !hasEffect };
    case 'refusing': {
      if (!hasEffect) return { status, text: failing(text), isWhole: true };
      const said = contradictoryRefusal(name, reply, random);
      return { status: said.status, text: JSON.stringify(said.body), isWhole: false };
    }
  }
}

/** A success without its handle. */
const without = (text: string): string =>
  HANDLES.reduce(
    (left, name) => left.replace(new RegExp(`"${name}":("[^"]*"|\\d+),?`), ''),
    text,
  ).replaceAll(',}', '}');

/** A payment that failed by its code, and did not by its words. */
const failing = (text: string): string =>
  text.replace('"biller_code":"200"', '"biller_code":"400"');

/** An answer that repeats another amount than was asked. */
const foreign = (text: string): string => text.replace(/"jumlah":\d+/, '"jumlah":1');
