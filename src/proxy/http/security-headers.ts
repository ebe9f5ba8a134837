/** Headers of every answer: no answer is a page to show, to frame or to run. */
import type { Settings } from '../config/settings.js';

export const securityHeadersFor = ({
  publicUrl,
}: Pick<Settings, 'publicUrl'>): readonly (readonly [name: string, value: string])[] => [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  // CORS requests of allowed pages are not affected by this one.
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ...(publicUrl.startsWith('https:')
    ? [['Strict-Transport-Security', 'max-age=31536000'] as const]
    : []),
];
