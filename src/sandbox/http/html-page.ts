import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

const STYLE = `
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eaf3fe;
    color: #1f2d40; font: 16px/1.6 system-ui, sans-serif; }
  main { box-sizing: border-box; width: min(30rem, 100% - 2rem); padding: 2rem; border-radius: 1.25rem;
    background: #fff; }
  h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.25; }
  p { margin: 0 0 1rem; }
  dt { font-size: .8125rem; color: #4a5f7a; }
  dd { margin: 0 0 .75rem; overflow-wrap: anywhere; white-space: pre-wrap; }
  h2 { margin: 1.5rem 0 .5rem; font-size: 1.0625rem; overflow-wrap: anywhere; }
  label { display: block; margin: 0 0 1rem; }
  input[type=number], select, textarea { box-sizing: border-box; display: block; width: 100%;
    min-height: 44px; padding: .5rem; font: inherit; }
  button { min-height: 44px; margin: 0 .25rem .5rem 0; padding: 0 1rem; font: inherit; }
  a { display: inline-block; min-height: 44px; margin-right: 1rem; line-height: 44px; }
  [role=alert] { color: #b3261e; }
`;

/** An imitated page: the title as its heading, then the content. */
export const htmlPage = (title: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
