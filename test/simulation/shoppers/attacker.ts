/** An attacker who has part of what a purchase needs, such as the token or a recorded request. */
import type { Tampering, TestShopper } from '../../node/proxy/support/test-shopper.js';
import type { RandomSource } from '../random-source.js';
import type { Scheduler } from '../scheduler.js';
import { shopperKeyPair } from '../simulated-webcrypto.js';
import { MINUTE } from '../units.js';

/** s; longer than the clock skew and the duration of a request together */
const STALE_SECONDS = 15 * 60;

export interface AttackerParts {
  readonly random: RandomSource;
  /** the shopper whose client the attacker observes */
  readonly victim: TestShopper;
  readonly scheduler: Pick<Scheduler, 'now' | 'sleep'>;
}

export interface Attack {
  readonly method: string;
  readonly isSuccessful: boolean;
}

/** What each attack lacks or forges. */
const FORGERIES: Readonly<Record<string, (parts: AttackerParts) => Tampering>> = {
  'no proof': () => ({ proof: null }),
  'no session': () => ({ token: null }),
  'a key of their own': ({ random }) => ({ key: shopperKeyPair(random.integer(10, 12)) }),
  'a proof of long ago': (parts) => ({ claims: { iat: nowSeconds(parts) - STALE_SECONDS } }),
  'a proof of times to come': (parts) => ({ claims: { iat: nowSeconds(parts) + STALE_SECONDS } }),
  'a proof for elsewhere': () => ({ claims: { htu: 'https://proxy.example/v1/quotes' } }),
  'a proof for reading': () => ({ claims: { htm: 'GET' } }),
  'a proof of another body': () => ({ claims: { body_sha256: 'A'.repeat(43) } }),
  'a proof of another session': () => ({ claims: { ath: 'A'.repeat(43) } }),
};

/** Tries an attack in the name of a shopper who is about to order. */
export function tryAttack(parts: AttackerParts, idUser: string, body: unknown): Promise<Attack> {
  switch (parts.random.pickWeighted({ order: 6, replay: 2, session: 1 })) {
    case 'order':
      return forgeOrder(parts, body);
    case 'replay':
      return replayProof(parts);
    case 'session':
      return guessSession(parts, idUser);
  }
}

async function forgeOrder(parts: AttackerParts, body: unknown): Promise<Attack> {
  const { random, victim } = parts;
  const [first = '', ...others] = Object.keys(FORGERIES);
  const method = random.pick([first, ...others]);
  const forgery = FORGERIES[method]?.(parts) ?? {};
  const claims = { jti: randomToken(random), ...forgery.claims };
  const headers = { 'Idempotency-Key': `foe-${randomToken(random)}` };
  const answer = await victim.post('/v1/orders', body, { ...forgery, claims, headers });
  return { method, isSuccessful: answer.ok };
}

/** Replays a recorded proof unchanged: at once, or when the replay store may have dropped it. */
async function replayProof({ random, victim, scheduler }: AttackerParts): Promise<Attack> {
  const proof = await victim.proof('GET', '/v1/orders', '', {
    claims: { jti: randomToken(random) },
  });
  const firstAnswer = await victim.get('/v1/orders', { proof });
  await scheduler.sleep(random.withProbability(0.5) ? 0 : random.integer(0, 4 * MINUTE));
  const again = await victim.get('/v1/orders', { proof });
  return { method: 'a recorded proof', isSuccessful: firstAnswer.ok && again.ok };
}

async function guessSession({ random, victim }: AttackerParts, idUser: string): Promise<Attack> {
  const pair = { id_user: idUser, token_user: 'guessed-token' };
  const claims = { jti: randomToken(random) };
  const answer = await victim.post('/v1/sessions', pair, { token: null, claims });
  return { method: 'a guessed token', isSuccessful: answer.ok };
}

const nowSeconds = ({ scheduler }: AttackerParts): number => Math.floor(scheduler.now() / 1_000);
const randomToken = (random: RandomSource): string =>
  Buffer.from(random.bytes(12)).toString('base64url');
