/** Posts a message as JSON, signed so that its receiver knows that it comes from here. */
import { createHmac } from 'node:crypto';
import type { Platform } from '../platform.js';
import { call } from '../upstream/call.js';
import { outcomeOfCall, type Send } from './send-outcome.js';

interface WebhookOptions {
  readonly url: string;
  readonly key: string;
  readonly platform: Platform;
  readonly timeoutMs: number;
}

/** HMAC-SHA256 of the exact body, in hexadecimal */
const sign = (body: string, key: string): string =>
  createHmac('sha256', key).update(body).digest('hex');

export const createWebhook =
  ({ url, key, platform, timeoutMs }: WebhookOptions): Send =>
  async ({ id, kind, at, count, text }) => {
    const body = JSON.stringify({ id, kind, at: new Date(at).toISOString(), count, text });
    return outcomeOfCall(
      await call(platform, {
        method: 'POST',
        url,
        headers: { 'Content-Type': 'application/json', 'X-Etalase-Signature': sign(body, key) },
        body,
        timeoutMs,
      }),
    );
  };
