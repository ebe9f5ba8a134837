/** `etalase keys`: makes a signing key. */
import { parseArgs } from 'node:util';
import { SIGNING_KEY_BYTES } from '../config/variable-schemas.js';
import type { CommandContext } from './command-context.js';

/** Prints the key alone as the result, so that `$(etalase keys)` holds nothing else. */
export function runKeys(args: string[], { platform, print, printError }: CommandContext): void {
  parseArgs({ args, options: {} });
  print(makeSigningKey(platform));
  printError(
    [
      '',
      'Pertama kali: ETALASE_SIGNING_KEYS=<baris di atas>. Jangan bagikan kepada siapa pun.',
      'Mengganti kunci: taruh di depan yang lama, dipisah koma, lalu mulai ulang. Yang pertama',
      'menandatangani, semua memeriksa. Simpan yang lama: voucher lama hanya terbaca dengannya.',
      '',
      'First time: ETALASE_SIGNING_KEYS=<the line above>. Share it with nobody.',
      'To rotate: put it before the old one, with a comma between, and restart. The first signs,',
      'all verify. Keep the old one: vouchers of that time can be read only with it.',
    ].join('\n'),
  );
}

/** @returns `kid:secret`, as `ETALASE_SIGNING_KEYS` takes it */
export function makeSigningKey({ now, randomBytes }: CommandContext['platform']): string {
  const day = new Date(now()).toISOString().slice(0, 10).replaceAll('-', '');
  const suffix = Buffer.from(randomBytes(2)).toString('hex');
  const secret = Buffer.from(randomBytes(SIGNING_KEY_BYTES)).toString('base64url');
  return `${day}-${suffix}:${secret}`;
}
