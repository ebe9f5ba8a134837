/** Somebody who is near a shopper's phone, or listens in, and has not all that it takes to buy. */
import type { Tampering, TestShopper } from '../node/proxy/client.js';
import type { RandomSource } from './chance.js';
import type { Scheduler } from './scheduler.js';
import { keyOfShopper } from './subtle.js';

const MINUTE = 60_000;
/** s; more than clocks may differ, and a request be under way */
const LONG = 15 * 60;

export interface FoeParts {
  readonly random: RandomSource;
  /** whose client is looked over the shoulder */
  readonly victim: TestShopper;
  readonly scheduler: Pick<Scheduler, 'now' | 'sleep'>;
}

export interface Attack {
  readonly how: string;
  readonly works: boolean;
}

/** What is missing, or not theirs. */
const LACKS: Readonly<Record<string, (parts: FoeParts) => Tampering>> = {
  'no proof': () => ({ proof: null }),
  'no session': () => ({ token: null }),
  'a key of their own': ({ random }) => ({ key: keyOfShopper(random.integer(10, 12)) }),
  'a proof of long ago': (parts) => ({ claims: { iat: seconds(parts) - LONG } }),
  'a proof of times to come': (parts) => ({ claims: { iat: seconds(parts) + LONG } }),
  'a proof for elsewhere': () => ({ claims: { htu: 'https://proxy.example/v1/quotes' } }),
  'a proof for reading': () => ({ claims: { htm: 'GET' } }),
  'a proof of another body': () => ({ claims: { body_sha256: 'A'.repeat(43) } }),
  'a proof of another session': () => ({ claims: { ath: 'A'.repeat(43) } }),
};

/** Tries something in the name of the shopper of that id, who was about to order. */
export function attack(parts: FoeParts, idUser: string, body: unknown): Promise<Attack> {
  switch (parts.random.pickWeighted({ order: 6, replay: 2, session: 1 })) {
    case 'order':
      return order(parts, body);
    case 'replay':
      return replay(parts);
    case 'session':
      return begin(parts, idUser);
  }
}

async function order(parts: FoeParts, body: unknown): Promise<Attack> {
  const { random, victim } = parts;
  const [first = '', ...others] = Object.keys(LACKS);
  const how = random.pick([first, ...others]);
  const spoilt = LACKS[how]?.(parts) ?? {};
  const claims = { jti: token(random), ...spoilt.claims };
  const headers = { 'Idempotency-Key': `foe-${token(random)}` };
  const answer = await victim.post('/v1/orders', body, { ...spoilt, claims, headers });
  return { how, works: answer.ok };
}

/** What was listened to is sent once more, as it is, soon or when it may be forgotten. */
async function replay({ random, victim, scheduler }: FoeParts): Promise<Attack> {
  const proof = await victim.proof('GET', '/v1/orders', '', { claims: { jti: token(random) } });
  const heard = await victim.get('/v1/orders', { proof });
  await scheduler.sleep(random.withProbability(0.5) ? 0 : random.integer(0, 4 * MINUTE));
  const again = await victim.get('/v1/orders', { proof });
  return { how: 'a proof that was heard', works: heard.ok && again.ok };
}

async function begin({ random, victim }: FoeParts, idUser: string): Promise<Attack> {
  const pair = { id_user: idUser, token_user: 'guessed-token' };
  const claims = { jti: token(random) };
  const answer = await victim.post('/v1/sessions', pair, { token: null, claims });
  return { how: 'a guessed token', works: answer.ok };
}

const seconds = ({ scheduler }: FoeParts): number => Math.floor(scheduler.now() / 1_000);
const token = (random: RandomSource): string => Buffer.from(random.bytes(12)).toString('base64url');
