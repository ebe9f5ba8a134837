/** The channels by which an operator is told: a chat of Telegram, or a signed webhook. */
import { sha256 } from '../crypto/digest.js';
import type { NotifySettings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import { SECOND_MS } from '../time.js';
import type { Send } from './send-outcome.js';
import { createTelegramChannel } from './telegram.js';
import { createWebhook } from './webhook.js';

export interface Channel {
  /** without its secrets, the same in all processes */
  readonly id: string;
  /** for people; without its secrets */
  readonly name: string;
  readonly send: Send;
}

/** ms for one message; longer than a connection may take (10 s), whose failure is certain */
const TIMEOUT_MS = 20 * SECOND_MS;

export const createChannels = (
  { channels, telegramUrl, key }: NotifySettings,
  platform: Platform,
): readonly Channel[] =>
  channels.map((channel) => {
    if (channel.kind === 'webhook') {
      return {
        id: sha256(channel.url).slice(0, 16),
        name: `webhook ${new URL(channel.url).host}`,
        send: createWebhook({ url: channel.url, key: key ?? '', platform, timeoutMs: TIMEOUT_MS }),
      };
    }
    // A new token of the bot leaves the chat what it is.
    return {
      id: sha256(`telegram:${channel.chat}`).slice(0, 16),
      name: `telegram …${channel.chat.slice(-4)}`,
      send: createTelegramChannel({
        baseUrl: telegramUrl,
        ...channel,
        platform,
        timeoutMs: TIMEOUT_MS,
      }),
    };
  });
