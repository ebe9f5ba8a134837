const json = (body: string, status: number): Response =>
  new Response(body, { status, headers: { 'Content-Type': 'application/json' } });

/** The text of a successful answer: the Open API's envelope around what is given. */
export const envelope = (fields: object): string =>
  JSON.stringify({ code: 200, status: 'ok', ...fields });

/** A successful answer from its text. */
export const ok = (body: string): Response => json(body, 200);

/** A refusal; the HTTP status repeats the code. */
export const refusal = (code: number, status: string): Response =>
  json(JSON.stringify({ code, status }), code);

/** An answer of the control interface. */
export const control = (body: unknown, status = 200): Response =>
  json(JSON.stringify(body), status);
