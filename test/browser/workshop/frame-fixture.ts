/** A frame as the workshop's preview has it. */
import { expect } from 'chai';
import type { PreviewOptions } from '../../../src/workshop/preview/preview.js';
import { mount } from '../support.js';

export const PAGE_OPTIONS: PreviewOptions = {
  isDark: false,
  isLarge: false,
  isOffline: false,
  shopper: null,
  nonce: 'n0nce',
};

/** Shows the page, and waits until the frame's own script has opened its port, and nothing else speaks. */
export async function expectAnswersOnly(page: string): Promise<void> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.srcdoc = page;
  const messages: unknown[] = [];
  const onMessage = ({ source, data }: MessageEvent) => {
    if (source === frame.contentWindow) messages.push(data);
  };
  window.addEventListener('message', onMessage);
  const loaded = new Promise((done) => frame.addEventListener('load', done));
  mount('<div></div>').append(frame);
  await loaded;
  await new Promise(requestAnimationFrame);
  window.removeEventListener('message', onMessage);
  expect(messages).to.deep.equal(['etalase-preview']);
}
