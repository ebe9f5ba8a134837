/**
 * Runs inside the preview's frame, before everything else there. Its text is taken from the function, which
 * therefore uses nothing outside itself.
 *
 * The frame has an opaque origin, which the shop's servers know nothing of: its requests are passed to the
 * workshop, which sends those to the shop and its proxy.
 */
export interface FrameOptions {
  readonly isDark: boolean;
  readonly isLarge: boolean;
  readonly isOffline: boolean;
}

/** From the frame. */
export interface FrameRequest {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** To the frame; `null` where there was no answer. */
export interface FrameAnswer {
  readonly id: number;
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  } | null;
}

export const PORT_MESSAGE = 'etalase-preview';

function runInFrame({ isDark, isLarge, isOffline }: FrameOptions, portMessage: string): void {
  const waiting = new Map<number, (answer: FrameAnswer['answer']) => void>();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<FrameAnswer>) => {
    waiting.get(data.id)?.(data.answer);
    waiting.delete(data.id);
  };
  window.parent.postMessage(portMessage, '*', [port2]);

  let count = 0;
  const failure = () => new TypeError('Failed to fetch');
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { signal, method, url } = request;
    if (isOffline) throw failure();
    const body = method === 'GET' || method === 'HEAD' ? '' : await request.text();
    return new Promise((resolve, reject) => {
      count += 1;
      const id = count;
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      waiting.set(id, (answer) => {
        if (!answer) reject(failure());
        else {
          const hasBody = answer.status !== 204 && answer.status !== 304;
          const { status, headers } = answer;
          resolve(new Response(hasBody ? answer.body : null, { status, headers }));
        }
      });
      port1.postMessage({ id, url, method, headers: Object.fromEntries(request.headers), body });
    });
  };
  if (isOffline) Object.defineProperty(navigator, 'onLine', { get: () => false });

  const matchMedia = window.matchMedia.bind(window);
  window.matchMedia = (query) => {
    const asked = /prefers-color-scheme:\s*(dark|light)/.exec(query)?.[1];
    if (asked === undefined) return matchMedia(query);
    return matchMedia((asked === 'dark') === isDark ? 'all' : 'not all');
  };

  // Android's text size multiplies fonts and lines, and nothing else.
  if (isLarge) {
    const replaceSync = Reflect.get(CSSStyleSheet.prototype, 'replaceSync');
    CSSStyleSheet.prototype.replaceSync = function replaceLarge(css) {
      const large = css.replace(
        /(font-size|line-height):\s*([\d.]+)px/g,
        (_, name: string, px: string) => `${name}:${Number(px) * 2}px`,
      );
      Reflect.apply(replaceSync, this, [large]);
    };
  }

  // A link would leave the preview.
  window.addEventListener('click', (clicked) => {
    const isLink = clicked.composedPath().some((each) => each instanceof HTMLAnchorElement);
    if (isLink) clicked.preventDefault();
  });
}

export const frameScript = (options: FrameOptions): string =>
  `(${String(runInFrame)})(${JSON.stringify(options)},${JSON.stringify(PORT_MESSAGE)})`;
