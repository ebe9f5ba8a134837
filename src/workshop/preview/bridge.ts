/**
 * Sends the requests of the preview's frame, which has no origin of its own that servers could allow. Only
 * those to the shop and its proxy; only reading, for a real shop's money is behind the rest.
 */
import * as z from 'zod/mini';
import { PORT_MESSAGE, type FrameAnswer } from './in-frame.js';

export interface BridgeOptions {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Addresses below which the frame may ask. */
  readonly bases: () => readonly string[];
  /** The example shop, where nothing is real. */
  readonly mayWrite: () => boolean;
}

type Answer = NonNullable<FrameAnswer['answer']>;

/** A shop's quota of a day is small, and each change of the design shows the page anew. */
const FRESH_MS = 5 * 60_000;

const frameRequest = z.object({
  id: z.number(),
  url: z.string(),
  method: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** @returns ends it */
export function bridgeFrame(frame: HTMLIFrameElement, options: BridgeOptions): () => void {
  let port: MessagePort | undefined;
  const kept: Kept = new Map();
  const onMessage = ({ source, data, ports }: MessageEvent<unknown>) => {
    if (source !== frame.contentWindow || data !== PORT_MESSAGE) return;
    port?.close();
    const [opened] = ports;
    port = opened;
    if (opened) {
      opened.onmessage = ({ data: asked }: MessageEvent<unknown>) => {
        const request = frameRequest.safeParse(asked);
        if (!request.success) return;
        void answerOf(request.data, options, kept).then((answer) =>
          opened.postMessage({ id: request.data.id, answer } satisfies FrameAnswer),
        );
      };
    }
  };
  window.addEventListener('message', onMessage);
  return () => {
    window.removeEventListener('message', onMessage);
    port?.close();
  };
}

type Kept = Map<string, { readonly at: number; readonly answer: Answer }>;

async function answerOf(
  { url, method, headers, body }: z.infer<typeof frameRequest>,
  { fetch, now, bases, mayWrite }: BridgeOptions,
  kept: Kept,
): Promise<Answer | null> {
  const isReading = method === 'GET' || method === 'HEAD';
  if (!isBelow(url, bases()) || !(isReading || mayWrite())) return null;
  const name = `${method} ${url}`;
  const known = kept.get(name);
  if (known && !mayWrite() && now() - known.at < FRESH_MS) return known.answer;
  try {
    const response = await fetch(url, {
      method,
      headers,
      credentials: 'omit',
      ...(!isReading && { body }),
    });
    const answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
    if (response.ok && isReading) kept.set(name, { at: now(), answer });
    return answer;
  } catch {
    return null;
  }
}

function isBelow(url: string, bases: readonly string[]): boolean {
  const { origin, pathname } = new URL(url);
  return bases.some((base) => {
    const allowed = new URL(base, document.baseURI);
    const path = allowed.pathname.replace(/\/+$/, '');
    return allowed.origin === origin && (pathname === path || pathname.startsWith(`${path}/`));
  });
}
