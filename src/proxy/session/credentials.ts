import { sha256 } from '../crypto/digest.js';

/** A shopper's `id_user` and `token_user` at bukaOlshop. */
export interface Credentials {
  readonly idUser: string;
  readonly tokenUser: string;
}

/** Names a pair without revealing it. */
export const fingerprintOf = ({ idUser, tokenUser }: Credentials): string =>
  sha256(JSON.stringify([idUser, tokenUser]));
