/** Sends by `sendMessage` of Telegram's Bot API. Plain text: no name from elsewhere can format it. */
import { z } from 'zod';
import type { Platform } from '../platform.js';
import { SECOND_MS } from '../time.js';
import { call } from '../upstream/call.js';
import { cutText } from './cut-text.js';
import { outcomeOfCall, type Send } from './send-outcome.js';

interface TelegramOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly chat: string;
  readonly platform: Platform;
  readonly timeoutMs: number;
}

/** "1-4096 characters after entities parsing" */
const MAX_TEXT_LENGTH = 4096;

const refusal = z.object({
  ok: z.literal(false),
  error_code: z.int().catch(0),
  /** seconds */
  parameters: z.object({ retry_after: z.number().optional() }).catch({}).default({}),
});
const success = z.object({ ok: z.literal(true) });

export const createTelegramChannel =
  ({ baseUrl, token, chat, platform, timeoutMs }: TelegramOptions): Send =>
  async ({ text }) => {
    const result = await call(platform, {
      method: 'POST',
      url: `${baseUrl}/bot${token}/sendMessage`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        chat_id: chat,
        text: cutText(text, MAX_TEXT_LENGTH),
        link_preview_options: { is_disabled: true },
      }),
      timeoutMs,
    });
    if (result.kind !== 'answered') return outcomeOfCall(result);
    const refused = refusal.safeParse(result.body);
    if (refused.success) {
      const { error_code: code, parameters } = refused.data;
      const seconds = parameters.retry_after;
      const retryAfterMs = seconds === undefined ? result.retryAfterMs : seconds * SECOND_MS;
      return { kind: 'failed', code: `telegram-${String(code)}`, retryAfterMs };
    }
    const outcome = outcomeOfCall(result);
    if (outcome.kind !== 'sent' || success.safeParse(result.body).success) return outcome;
    return { kind: 'unknown', code: 'malformed' };
  };
