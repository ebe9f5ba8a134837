import type { UpstreamReply } from '../upstream-api/upstream-api.js';

/** A success in the documented envelope. */
export const success = (data: unknown): UpstreamReply => ({
  status: 200,
  body: { data, status_code: '200', status_message: 'Transaction successful' },
});

/** An error in the documented envelope. Assumption: the HTTP status repeats the code. */
export const failure = (code: number, message: string, error: string): UpstreamReply => ({
  status: code,
  body: { status_code: String(code), status_message: message, error },
});
