const jsonResponse = (body: string, status: number): Response =>
  new Response(body, { status, headers: { 'Content-Type': 'application/json' } });

/** The JSON text of a success in the Open API's envelope. */
export const envelope = (fields: object): string =>
  JSON.stringify({ code: 200, status: 'ok', ...fields });

/** A 200 response with the given JSON text. */
export const okResponse = (body: string): Response => jsonResponse(body, 200);

/** An error in the Open API's envelope; the HTTP status repeats the code. */
export const errorResponse = (code: number, status: string): Response =>
  jsonResponse(JSON.stringify({ code, status }), code);

/** A response of the control interface. */
export const controlResponse = (body: unknown, status = 200): Response =>
  jsonResponse(JSON.stringify(body), status);
