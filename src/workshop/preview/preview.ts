/** The document of the preview's frame: exactly the code, with what bukaOlshop and a phone would add. */
import { frameScript, type FrameOptions } from './in-frame.js';

export interface PreviewOptions extends FrameOptions {
  /** What bukaOlshop would fill in; `null` for a guest. */
  readonly shopper: Readonly<Record<string, string>> | null;
  /** Only scripts that carry it run. */
  readonly nonce: string;
}

export function previewOf(snippet: string, options: PreviewOptions): string {
  const { shopper, nonce, isDark, isLarge, isOffline } = options;
  const sized = isLarge ? enlarge(snippet) : snippet;
  const filled = sized.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => shopper?.[name] ?? whole);
  const policy = [
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'",
  ].join('; ');
  return `<!doctype html><html lang="id"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<script nonce="${nonce}">${frameScript({ isDark, isLarge, isOffline })}</script>
<style>html{color-scheme:${isDark ? 'dark' : 'light'}${isLarge ? ';font-size:200%' : ''}}
::-webkit-scrollbar{width:0;height:0}</style></head>
<body>${followScheme(filled.replace('<script ', `<script nonce="${nonce}" `), isDark)}</body></html>`;
}

/** Android's text size multiplies the page's own fonts too. */
const enlarge = (html: string): string =>
  html.replace(
    /\b(font-size|line-height|font):\s*([\d.]+)px/g,
    (_, name: string, px: string) => `${name}: ${Number(px) * 2}px`,
  );

/** A frame has the colour scheme of the device, so the rules for the other are switched by hand. */
const followScheme = (html: string, isDark: boolean): string =>
  html.replace(/\(\s*prefers-color-scheme:\s*(dark|light)\s*\)/g, (_, scheme: string) =>
    (scheme === 'dark') === isDark ? '(min-width: 0)' : '(max-width: 0)',
  );
