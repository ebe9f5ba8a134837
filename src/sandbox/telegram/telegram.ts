import type { ShopBackend } from '../shop/shop-backend.js';
import {
  textField,
  type UpstreamApi,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';

/** The texts of the Bot API's own errors; those for 500 and above are assumptions. */
const ERROR_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  404: 'Not Found',
  429: 'Too Many Requests: retry later',
};

/** Seconds that a 429 asks to wait, where no limit says. */
const DEFAULT_RETRY_AFTER = 30;

/** "1-4096 characters" */
const MAX_TEXT_LENGTH = 4096;

/** "not be able to send more than 20 messages per minute to the same group" */
const CHAT_LIMIT = { count: 20, windowMs: 60_000 };

const failure = (
  status: number,
  description = ERROR_TEXTS[status] ?? 'Internal Server Error',
  retryAfter = status === 429 ? DEFAULT_RETRY_AFTER : undefined,
): UpstreamReply => ({
  status,
  body: {
    ok: false,
    error_code: status,
    description,
    ...(retryAfter !== undefined && { parameters: { retry_after: retryAfter } }),
  },
});

const sendMessage = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const chat = textField(request, 'chat_id');
  const text = textField(request, 'text');
  if (!/^(-?\d+|@\w+)$/.test(chat)) return failure(400, 'Bad Request: chat not found');
  if (text === '') return failure(400, 'Bad Request: message text is empty');
  if (text.length > MAX_TEXT_LENGTH) return failure(400, 'Bad Request: message is too long');
  const message_id = backend.nextId();
  const date = Math.floor(backend.now() / 1_000);
  backend.state.telegram.messages.push({ message_id, chat, text });
  return {
    status: 200,
    body: { ok: true, result: { message_id, date, chat: { id: chat }, text } },
  };
};

const rejectOverLimit = (
  request: UpstreamRequest,
  backend: ShopBackend,
): UpstreamReply | undefined => {
  if (!backend.settings.rateLimits) return undefined;
  const waitMs = backend.limiter.take(`telegram ${textField(request, 'chat_id')}`, CHAT_LIMIT);
  if (waitMs === 0) return undefined;
  const seconds = Math.ceil(waitMs / 1_000);
  return failure(429, `Too Many Requests: retry after ${String(seconds)}`, seconds);
};

/** `sendMessage` of Telegram's Bot API. A shop's bot has the token `100001:<token of the shop>`. */
export const telegram: UpstreamApi = {
  api: 'telegram',
  base: '/telegram',
  tokenOf: (_header, path) => /^\/bot100001:([\w-]+)\//.exec(path)?.[1],
  errorReply: failure,
  rejectOverLimit,
  routes: [{ method: 'POST', path: '/:bot/sendMessage', handler: sendMessage }],
};
