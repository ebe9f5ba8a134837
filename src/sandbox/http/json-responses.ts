const jsonResponse = (body: string, status: number): Response =>
  new Response(body, { status, headers: { 'Content-Type': 'application/json' } });

/** The text of a successful answer: the Open API's envelope around what is given. */
export const envelope = (fields: object): string =>
  JSON.stringify({ code: 200, status: 'ok', ...fields });

/** A successful answer from its text. */
export const okResponse = (body: string): Response => jsonResponse(body, 200);

/** A refusal; the HTTP status repeats the code. */
export const errorResponse = (code: number, status: string): Response =>
  jsonResponse(JSON.stringify({ code, status }), code);

/** An answer of the control interface. */
export const controlResponse = (body: unknown, status = 200): Response =>
  jsonResponse(JSON.stringify(body), status);
