/** Sends one message to a member through bukaOlshop's Closed API, exactly once (CHAT). */
import { z } from 'zod';
import type { Settings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import { readBukaolshop } from '../upstream/bukaolshop-answer.js';
import { call } from '../upstream/call.js';
import { okCode } from '../upstream/lenient-fields.js';

export type ChatOutcome =
  | { readonly kind: 'sent' }
  /** Certainly not delivered, and never will be. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Certainly not delivered yet. */
  | {
      readonly kind: 'later';
      readonly code: string;
      /** ms that bukaOlshop asks to wait */
      readonly retryAfterMs: number | null;
    }
  /** Perhaps delivered. */
  | { readonly kind: 'unknown'; readonly code: string };

export interface MemberChat {
  /** Never throws. */
  sendChat(this: void, member: string, text: string): Promise<ChatOutcome>;
  /** `/member/notifikasi` was seen once and is not documented: a shop may not have it. Never throws. */
  sendNotification(this: void, member: string, title: string, text: string): Promise<ChatOutcome>;
}

const answer = z.object({ code: okCode });

export function createMemberChat(
  { closedUrl, apiKey }: Pick<Settings['bukaolshop'], 'closedUrl' | 'apiKey'>,
  platform: Platform,
  timeoutMs: number,
): MemberChat {
  const headers = { Authorization: `Bearer ${apiKey}` };

  async function send(path: string, fields: Record<string, string>): Promise<ChatOutcome> {
    const body = new URLSearchParams(fields);
    const request = { method: 'POST', url: closedUrl + path, headers, body, timeoutMs } as const;
    const read = readBukaolshop(await call(platform, request), answer);
    switch (read.kind) {
      case 'read':
        return { kind: 'sent' };
      case 'malformed':
        return { kind: 'unknown', code: 'malformed' };
      case 'no-answer':
        return read.result.kind === 'not-sent'
          ? { kind: 'later', code: 'not-sent', retryAfterMs: null }
          : { kind: 'unknown', code: read.result.reason };
      case 'rejected':
        return readRejection(read);
    }
  }

  return {
    sendChat: (member, text) => send('/chat/create', { id_user: member, pesan_teks: text }),
    sendNotification: (member, title, text) =>
      send('/member/notifikasi', {
        id_user: member,
        judul_notifikasi: title,
        pesan_notifikasi: text,
      }),
  };
}

function readRejection({
  status,
  retryAfterMs,
}: {
  readonly status: number;
  readonly retryAfterMs: number | null;
}): ChatOutcome {
  const code = `http-${String(status)}`;
  if (status === 429) return { kind: 'later', code, retryAfterMs };
  return { kind: status >= 400 && status < 500 ? 'refused' : 'unknown', code };
}
